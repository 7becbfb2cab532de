/* made by train/story_counts.py (its log: train/story_counts.log), do not edit */
#include "story_counts.h"

const double story_count_weights[2][N_COUNT_FEATURES] = {
    {0.8043, 0.6977, 0.3667, 0.0363, 0.1796, 0.3142, 1.1290, 1.8001, -0.1965, -1.9816, 1.5829, 0.4892, -0.7734, 0.1214},
    {1.6109, 0.7155, -0.4523, 0.4002, 0.2934, 0.1111, 0.0486, -0.4612, -0.5698, 0.2012, 1.3328, 0.1715, 0.3940, 0.8746},
};
