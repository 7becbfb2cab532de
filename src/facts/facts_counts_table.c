/* made by train/counts.py, do not edit */
#include "facts_counts.h"

const float count_weights[2][N_COUNT_FEATURES] = {
    {[COUNT_NUMBER_T] = 4.0000f, [COUNT_NUMBER_L] = 3.0000f,   [COUNT_NUMBER_B] = 1.5000f,        [COUNT_NUMBER_E] = 0.5000f,
     [COUNT_ONE_T] = 3.0000f,    [COUNT_ONE_L] = 2.0000f,      [COUNT_ONE_B] = 1.0000f,           [COUNT_ONE_E] = 0.4000f,
     [COUNT_PERSONS] = 1.5000f,  [COUNT_DISTINCT] = 0.0000f,   [COUNT_KILLER] = 1.0000f,          [COUNT_IN_TITLE] = 0.0000f,
     [COUNT_ZERO] = 0.5000f,     [COUNT_ZERO_TOLD] = -2.0000f, [COUNT_ZERO_TOLD_LATER] = 0.0000f, [COUNT_ZERO_OTHER] = 0.0000f,
     [COUNT_IS_ONE] = 0.0000f,   [COUNT_IS_MANY] = 0.0000f,    [COUNT_IS_CROWD] = 0.0000f,        [COUNT_ONE_OF_MANY] = 0.0000f,
     [COUNT_HIT_T] = 3.0000f,    [COUNT_HIT_L] = 2.0000f,      [COUNT_HIT_B] = 1.0000f,           [COUNT_HIT_E] = 0.0000f,
     [COUNT_HIT_ALL] = 0.0000f,  [COUNT_HIT_ONE] = 1.0000f,    [COUNT_HIT_ONE_DEAD] = 1.0000f,    [COUNT_SENT] = 2.0000f,
     [COUNT_SENT_ONE] = 0.6000f, [COUNT_MODEL] = 0.0000f},
    {[COUNT_NUMBER_T] = 4.0000f, [COUNT_NUMBER_L] = 3.0000f,   [COUNT_NUMBER_B] = 1.5000f,        [COUNT_NUMBER_E] = 0.5000f,
     [COUNT_ONE_T] = 3.0000f,    [COUNT_ONE_L] = 2.0000f,      [COUNT_ONE_B] = 1.0000f,           [COUNT_ONE_E] = 0.4000f,
     [COUNT_PERSONS] = 1.5000f,  [COUNT_DISTINCT] = 0.0000f,   [COUNT_KILLER] = 1.0000f,          [COUNT_IN_TITLE] = 0.0000f,
     [COUNT_ZERO] = 0.5000f,     [COUNT_ZERO_TOLD] = -2.0000f, [COUNT_ZERO_TOLD_LATER] = 0.0000f, [COUNT_ZERO_OTHER] = 0.0000f,
     [COUNT_IS_ONE] = 0.0000f,   [COUNT_IS_MANY] = 0.0000f,    [COUNT_IS_CROWD] = 0.0000f,        [COUNT_ONE_OF_MANY] = 0.0000f,
     [COUNT_HIT_T] = 3.0000f,    [COUNT_HIT_L] = 2.0000f,      [COUNT_HIT_B] = 1.0000f,           [COUNT_HIT_E] = 0.0000f,
     [COUNT_HIT_ALL] = 0.0000f,  [COUNT_HIT_ONE] = 1.0000f,    [COUNT_HIT_ONE_DEAD] = 1.0000f,    [COUNT_SENT] = 2.0000f,
     [COUNT_SENT_ONE] = 0.6000f, [COUNT_MODEL] = 0.0000f},
};
