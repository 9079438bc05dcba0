#include "claims/statement.h"  // upward
