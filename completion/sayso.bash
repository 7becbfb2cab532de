# Completion of sayso for bash; installed as share/bash-completion/completions/sayso.
_sayso() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]-}
    local both="--output --model --compute --threads --quiet --max-bytes --name --allow-private --help"
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        mapfile -t COMPREPLY < <(compgen -W "read dump story add stories find correct export watch serve help version" -- "$cur")
        return
    fi
    case $prev in
    -f | --format) mapfile -t COMPREPLY < <(compgen -W "text json jsonl html plover csv webannotation brat geojson claimreview atom" -- "$cur") && return ;;
    -m | --model) mapfile -t COMPREPLY < <(compgen -W "full fast none" -- "$cur"; compgen -f -X '!*.safetensors' -- "$cur") && return ;;
    --compute) mapfile -t COMPREPLY < <(compgen -W "auto fp32 int8" -- "$cur") && return ;;
    --color) mapfile -t COMPREPLY < <(compgen -W "auto always never" -- "$cur") && return ;;
    --state | --db | --token) compopt -o filenames 2> /dev/null && mapfile -t COMPREPLY < <(compgen -f -- "$cur") && return ;;
    --interval | --gap | --slow | --port | --address | --host | --origin | --rate) return ;;
    -t | --threads | --width | --max-bytes | --name) return ;;
    esac
    case $command in
    help) mapfile -t COMPREPLY < <(compgen -W "read dump story add stories find correct export watch serve help version" -- "$cur") ;;
    story) if [[ $cur == -* ]]; then mapfile -t COMPREPLY < <(compgen -W "--format --color --width --one $both" -- "$cur"); else compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur"); fi ;;
    add) if [[ $cur == -* ]]; then mapfile -t COMPREPLY < <(compgen -W "--db --no-keep $both" -- "$cur"); else compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur"); fi ;;
    stories) if [[ $cur == -* ]]; then mapfile -t COMPREPLY < <(compgen -W "--db --format --output --color --width --limit --place --kind --from --to --who --help" -- "$cur"); elif [ "$COMP_CWORD" -eq 2 ]; then mapfile -t COMPREPLY < <(compgen -W "list show why merge split revisions" -- "$cur"); fi ;;
    find) [[ $cur == -* ]] && mapfile -t COMPREPLY < <(compgen -W "--db --format --color --width --limit --help" -- "$cur") ;;
    correct) [ "$COMP_CWORD" -eq 2 ] && mapfile -t COMPREPLY < <(compgen -W "list misread speaker not-that same different undo" -- "$cur") ;;
    export) [[ $cur == -* ]] && mapfile -t COMPREPLY < <(compgen -W "--db --format --output --limit --help" -- "$cur") ;;
    watch) [[ $cur == -* ]] && mapfile -t COMPREPLY < <(compgen -W "--db --no-db --no-keep --limit --feed-out --output --model --compute --threads --interval --gap --state --once --quiet --max-bytes --allow-private --help" -- "$cur") ;;
    serve) [[ $cur == -* ]] && mapfile -t COMPREPLY < <(compgen -W "--db --port --address --token --host --origin --rate --slow --model --compute --threads --max-bytes --allow-private --quiet --help" -- "$cur") ;;
    read | dump)
        if [[ $cur == -* ]]; then
            [ "$command" = dump ] || both="--format --color --width $both"
            mapfile -t COMPREPLY < <(compgen -W "$both" -- "$cur")
        elif [ "$command" = dump ] && [[ " ${COMP_WORDS[*]:2:COMP_CWORD-2} " != *\ @(page|text|model|report|facts)\ * ]]; then
            mapfile -t COMPREPLY < <(compgen -W "page text model report facts" -- "$cur")
        else
            compopt -o filenames 2> /dev/null
            mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        fi
        ;;
    esac
}
complete -F _sayso sayso
