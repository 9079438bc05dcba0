#include "command_line/pair_table.h"

#include <array>
#include <charconv>

namespace tawatur::command_line {

void append_real(std::string& line, double value) {
  std::array<char, 32> digits;
  line.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
}

void write_pair_head(std::ostream& out) {
  out << "id_a\tid_b\tjaccard\tcontainment_a\tcontainment_b\tsize_a\tsize_b\n";
}

void write_pair(const SimilarPair& pair, std::string_view id_a, std::string_view id_b, std::ostream& out) {
  std::string line(id_a);
  line += '\t';
  line += id_b;
  for (const double share : {pair.jaccard(), pair.containment_a(), pair.containment_b()}) {
    line += '\t';
    append_real(line, share);
  }
  line += '\t' + std::to_string(pair.size_a) + '\t' + std::to_string(pair.size_b) + '\n';
  out << line;
}

}  // namespace tawatur::command_line
