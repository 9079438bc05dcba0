#pragma once

namespace tawatur {

/// Whether one number is the other with fewer digits: 0.76 and 0.8, 71.08 and 71, 1,480,000 and 1.5 million. Numbers
/// below a thousand are given exactly, unless in decimals.
bool rounded_alike(double p, double q);

}  // namespace tawatur
