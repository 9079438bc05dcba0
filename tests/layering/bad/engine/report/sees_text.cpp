#include "text/lexicon.h"
