#include "claims/statement.h"
