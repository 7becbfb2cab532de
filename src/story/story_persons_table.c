/* made by train/story_persons.py (its log: train/story_persons.log), do not edit */
#include "story_persons.h"

const double story_person_weights[N_PERSON_ROLES][N_PERSON_FEATURES] = {
    {-2.0805, 0.8507, 1.0543, 1.1481, 1.2494, -0.1826, -0.3437, 0.0914, 0.1987, 0.1081, -0.1470, 0.0057, -0.0633, -0.1370, -0.2183},
    {-1.9438, 1.0962, 1.2759, 2.1841, 2.0513, 0.6007, 1.1169, 0.1856, 0.0524, -0.7114, -0.1620, -0.1663, -0.6478, -2.8837, 0.6604},
};
const double story_person_least[N_PERSON_ROLES] = {0.2, 0.1};
