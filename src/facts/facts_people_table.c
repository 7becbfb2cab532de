/* made by train/people.py, do not edit */
#include "facts_people.h"

const struct people_word people_words[] = {
    {"x=shot", 1.0f, 0.0f},
};
const uint32_t n_people_words = sizeof people_words / sizeof *people_words;
const float people_weights[2][N_PEOPLE_WEIGHTS] = {{0, 1, 1, 1}, {0, 1, 1, 1}};
