/* made by train/counts.py, do not edit */
#include "facts_counts.h"

const float count_weights[2][N_COUNT_FEATURES] = {
    {[COUNT_NUMBER_T] = 1.2609f,   [COUNT_NUMBER_L] = 1.1866f,     [COUNT_NUMBER_B] = 0.9409f,
     [COUNT_NUMBER_E] = 1.0760f,   [COUNT_ONE_T] = 0.7106f,        [COUNT_ONE_L] = 0.9395f,
     [COUNT_ONE_B] = 0.5489f,      [COUNT_ONE_E] = -0.0865f,       [COUNT_PERSONS] = 0.2413f,
     [COUNT_DISTINCT] = -0.2646f,  [COUNT_KILLER] = 0.5606f,       [COUNT_IN_TITLE] = 0.2775f,
     [COUNT_ZERO] = 0.8719f,       [COUNT_ZERO_TOLD] = -1.3465f,   [COUNT_ZERO_TOLD_LATER] = -1.4619f,
     [COUNT_ZERO_OTHER] = 0.8853f, [COUNT_IS_ONE] = -0.0304f,      [COUNT_IS_MANY] = -0.8415f,
     [COUNT_IS_CROWD] = -0.7536f,  [COUNT_ONE_OF_MANY] = -0.3057f, [COUNT_HIT_T] = 0.0000f,
     [COUNT_HIT_L] = 0.0000f,      [COUNT_HIT_B] = 0.0000f,        [COUNT_HIT_E] = 0.0000f,
     [COUNT_HIT_ALL] = -0.9053f,   [COUNT_HIT_ONE] = 0.0000f,      [COUNT_HIT_ONE_DEAD] = 0.0000f,
     [COUNT_SENT] = 0.0000f,       [COUNT_SENT_ONE] = 0.0000f,     [COUNT_MODEL] = 0.0000f},
    {[COUNT_NUMBER_T] = 0.9525f,   [COUNT_NUMBER_L] = 1.0402f,    [COUNT_NUMBER_B] = 0.6835f,
     [COUNT_NUMBER_E] = 0.7047f,   [COUNT_ONE_T] = 0.0365f,       [COUNT_ONE_L] = 0.6148f,
     [COUNT_ONE_B] = 0.1410f,      [COUNT_ONE_E] = 0.1145f,       [COUNT_PERSONS] = -0.0727f,
     [COUNT_DISTINCT] = -1.3063f,  [COUNT_KILLER] = 0.0000f,      [COUNT_IN_TITLE] = 0.7453f,
     [COUNT_ZERO] = -0.5476f,      [COUNT_ZERO_TOLD] = -0.3080f,  [COUNT_ZERO_TOLD_LATER] = -0.6948f,
     [COUNT_ZERO_OTHER] = 0.9753f, [COUNT_IS_ONE] = 0.0075f,      [COUNT_IS_MANY] = 0.5402f,
     [COUNT_IS_CROWD] = -0.0104f,  [COUNT_ONE_OF_MANY] = 0.0953f, [COUNT_HIT_T] = 0.7039f,
     [COUNT_HIT_L] = 1.1368f,      [COUNT_HIT_B] = 0.9416f,       [COUNT_HIT_E] = 0.3746f,
     [COUNT_HIT_ALL] = 0.3244f,    [COUNT_HIT_ONE] = 0.5452f,     [COUNT_HIT_ONE_DEAD] = 0.0825f,
     [COUNT_SENT] = 0.2476f,       [COUNT_SENT_ONE] = 0.2885f,    [COUNT_MODEL] = 0.0000f},
};
