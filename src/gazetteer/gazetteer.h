/* gazetteer: names -> places of the world. A mapped file, const and shared by all threads. */
#ifndef GAZETTEER_H
#define GAZETTEER_H
#include "base_error.h"

struct gazetteer;
#endif
