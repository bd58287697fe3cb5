/* Where HP-UX has it. */
#include "../stropts.h"
