// The window's title, so that history and tabs can be told apart.
import { useEffect } from "preact/hooks";
export function useTitle(title: string): void { useEffect(() => { document.title = `${title} · The desk`; }, [title]); }
