/* made by train/story_persons.py (its log: train/story_persons.log), do not edit */
#include "story_persons.h"

const double story_person_weights[N_PERSON_ROLES][N_PERSON_FEATURES] = {
    {-2.9370, 1.4589, 1.0356, 1.7660, 2.0427, -0.5058, -0.6747, -0.1891, 0.2531, 0.1387, -0.2312, 0.2941, 0.1501, -0.3349, 0.1564},
    {-1.9835, 1.3083, 0.8779, 2.9830, 2.8843, 1.0634, 0.9124, 0.1374, -0.4436, -0.8917, -0.1882, -0.2555, -0.4949, -4.3118, 1.1146},
};
const double story_person_least[N_PERSON_ROLES] = {0.0, -0.2};
