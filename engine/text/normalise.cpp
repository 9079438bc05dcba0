#include "text/normalise.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <memory>
#include <stdexcept>

// Every code point has an entry: its comparable form when its neighbours leave it alone. NFKC may join a code point
// with what follows, so an entry counts only when the next code point has a normalisation boundary before it; a run
// without such boundaries (a "segment") goes through ICU as a whole. Tashkeel would send all vocalised Arabic there,
// but it is removed later, so after a base that composes with none of it (or only into a form that folds to the base)
// it is skipped.
namespace tawatur {
namespace {

enum Flag : std::uint8_t {
  boundary_before = 1,  // NFKC never joins it with what stands before
  tashkeel = 2,         // a mark that folding removes
  takes_tashkeel = 4,   // followed by tashkeel alone, its form stays as it is
  spaced = 8,           // `bytes` holds a space
  too_long = 16,        // the form does not fit into `bytes`
};

// `bytes` is UTF-8 in which a space ends a word; nothing for a removed code point.
struct Entry {
  std::array<char, 6> bytes{};
  std::uint8_t size = 0;
  std::uint8_t flags = boundary_before;
};

const icu::Normalizer2& nfkc() {
  static const icu::Normalizer2& instance = [&]() -> const icu::Normalizer2& {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* found = icu::Normalizer2::getNFKCInstance(status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU has no NFKC data");
    return *found;
  }();
  return instance;
}

void append_utf8(UChar32 c, std::string& out) { icu::UnicodeString(c).toUTF8String(out); }

bool is_tashkeel(UChar32 c) { return (0x064B <= c && c <= 0x065F) || c == 0x0670; }

bool is_alone(UChar32 c) {
  return (0x3040 <= c && c <= 0x30FF) || (0x3400 <= c && c <= 0x4DBF) || (0x4E00 <= c && c <= 0x9FFF) ||
         (0xF900 <= c && c <= 0xFAFF) || (0x20000 <= c && c <= 0x3FFFF);
}

bool is_led_by_letter(UChar32 c) {
  return (0x0E00 <= c && c <= 0x0EFF) || (0x1000 <= c && c <= 0x109F) || (0x1780 <= c && c <= 0x17FF);
}

// The last step, for a code point that is normalised and case-folded.
void append_folded(UChar32 c, std::string& out) {
  if (is_tashkeel(c) || c == 0x0640) return;
  if (0x0660 <= c && c <= 0x0669) return out.push_back(static_cast<char>('0' + (c - 0x0660)));
  if (0x06F0 <= c && c <= 0x06F9) return out.push_back(static_cast<char>('0' + (c - 0x06F0)));
  switch (c) {
    case 0x0622: case 0x0623: case 0x0625: case 0x0671: return append_utf8(0x0627, out);
    case 0x0649: case 0x0626: return append_utf8(0x064A, out);
    case 0x0629: return append_utf8(0x0647, out);
    case 0x0624: return append_utf8(0x0648, out);
    default: break;
  }
  const std::uint32_t category = U_GET_GC_MASK(c);
  if (category & U_GC_CF_MASK) return;
  if (category & U_GC_L_MASK) {
    const bool alone = is_alone(c);
    if (alone || is_led_by_letter(c)) out.push_back(' ');
    append_utf8(c, out);
    if (alone) out.push_back(' ');
  } else if (category & (U_GC_M_MASK | U_GC_N_MASK)) {
    append_utf8(c, out);
  } else {
    out.push_back(' ');
  }
}

std::string form_of(const icu::UnicodeString& normalised) {
  icu::UnicodeString folded = normalised;
  folded.foldCase();
  std::string form;
  for (int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) append_folded(folded.char32At(i), form);
  return form;
}

icu::UnicodeString normalised_form(const icu::UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString result = nfkc().normalize(text, status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU could not normalise a text");
  return result;
}

Entry make_entry(UChar32 c) {
  Entry entry;
  entry.flags = nfkc().hasBoundaryBefore(c) ? boundary_before : 0;
  const icu::UnicodeString normalised = normalised_form(icu::UnicodeString(c));
  const std::string form = form_of(normalised);
  if (form.size() > entry.bytes.size()) {
    entry.flags |= too_long;
  } else {
    std::copy(form.begin(), form.end(), entry.bytes.begin());
    entry.size = static_cast<std::uint8_t>(form.size());
  }
  if (form.find(' ') != std::string::npos) entry.flags |= spaced;
  if (is_tashkeel(c)) entry.flags |= tashkeel;
  // U+0653-0655 are the only tashkeel that compose. With alef, waw and yeh they give letters that fold to these again.
  const bool folds_back = c == 0x0627 || c == 0x0648 || c == 0x064A;
  const bool unchanged = normalised == icu::UnicodeString(c);
  const bool composes = nfkc().composePair(c, 0x0653) >= 0 || nfkc().composePair(c, 0x0654) >= 0 ||
                        nfkc().composePair(c, 0x0655) >= 0;
  if (unchanged && (folds_back || !composes)) entry.flags |= takes_tashkeel;
  return entry;
}

constexpr std::size_t page_size = 256;
using Page = std::array<Entry, page_size>;

// Pages are made when first met: all of Unicode at the start would cost every run a tenth of a second.
constinit std::array<std::atomic<const Page*>, 0x110000 / page_size> pages{};

const Page& make_page(std::size_t number) {
  auto page = std::make_unique<Page>();
  for (std::size_t i = 0; i < page_size; ++i) (*page)[i] = make_entry(static_cast<UChar32>(number * page_size + i));
  const Page* expected = nullptr;
  if (pages[number].compare_exchange_strong(expected, page.get(), std::memory_order_acq_rel)) return *page.release();
  return *expected;
}

const Entry& entry_of(UChar32 c) {
  const auto number = static_cast<std::size_t>(c) / page_size;
  const Page* page = pages[number].load(std::memory_order_acquire);
  return (page ? *page : make_page(number))[static_cast<std::size_t>(c) % page_size];
}

constexpr Entry separator_entry{{' '}, 1, boundary_before | spaced};

using Byte = unsigned char;

bool is_ascii(Byte byte) { return byte < 0x80; }

// A code point in the text.
struct Met {
  const Entry* entry;
  const Byte* end;
};

Met meet(const Byte* at, const Byte* end) {
  const auto length = static_cast<std::ptrdiff_t>(end - at);
  std::ptrdiff_t i = 0;
  UChar32 c;
  U8_NEXT(at, i, length, c);
  return {c < 0 ? &separator_entry : &entry_of(c), at + i};
}

// Puts marks into canonical order, so that ICU need not: its insertion is quadratic in the length of a run of marks.
icu::UnicodeString in_canonical_order(const icu::UnicodeString& text) {
  std::vector<std::pair<std::uint8_t, UChar32>> ordered;
  icu::UnicodeString decomposition;
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const UChar32 c = text.char32At(i);
    if (!nfkc().getDecomposition(c, decomposition)) decomposition = icu::UnicodeString(c);
    for (int32_t k = 0; k < decomposition.length(); k = decomposition.moveIndex32(k, 1))
      ordered.emplace_back(nfkc().getCombiningClass(decomposition.char32At(k)), decomposition.char32At(k));
  }
  const auto is_starter = [](const auto& mark) { return mark.first == 0; };
  for (auto first = ordered.begin(); first != ordered.end();) {
    const auto last = std::find_if(first, ordered.end(), is_starter);
    std::stable_sort(first, last, [](const auto& a, const auto& b) { return a.first < b.first; });
    first = std::find_if_not(last, ordered.end(), is_starter);
  }
  icu::UnicodeString result;
  for (const auto& mark : ordered) result.append(mark.second);
  return result;
}

icu::UnicodeString normalised_segment(const Byte* begin, const Byte* end) {
  constexpr std::ptrdiff_t long_segment = 256;
  const icu::StringPiece piece(reinterpret_cast<const char*>(begin), static_cast<int32_t>(end - begin));
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8(piece);
  return normalised_form(end - begin < long_segment ? text : in_canonical_order(text));
}

// Feeds the sink with comparable forms, each with the bytes it comes from.
template <class Sink>
void scan(std::string_view utf8, Sink& sink) {
  const auto* at = reinterpret_cast<const Byte*>(utf8.data());
  const Byte* const end = at + utf8.size();
  while (at < end) {
    if (is_ascii(*at)) {
      // The last one of a run stays for below: a mark may follow it.
      const Byte* last = at;
      while (last + 1 < end && is_ascii(last[1])) ++last;
      if (last + 1 == end) ++last;
      sink.ascii(at, last);
      at = last;
      if (at == end) break;
    }
    const Met met = meet(at, end);
    const Byte* after = met.end;
    bool whole = after == end || is_ascii(*after);
    if (!whole) {
      Met next = meet(after, end);
      if (met.entry->flags & takes_tashkeel) {
        while (next.entry->flags & tashkeel) {
          after = next.end;
          if (after == end) break;
          next = meet(after, end);
        }
      }
      whole = after == end || (next.entry->flags & boundary_before);
    }
    if (whole && !(met.entry->flags & too_long)) {
      sink.form(*met.entry, at, after);
    } else {
      while (after < end) {
        const Met next = meet(after, end);
        if (next.entry->flags & boundary_before) break;
        after = next.end;
      }
      const icu::UnicodeString normalised = normalised_segment(at, after);
      for (int32_t i = 0; i < normalised.length(); i = normalised.moveIndex32(i, 1))
        sink.form(entry_of(normalised.char32At(i)), at, after);
    }
    at = after;
  }
}

// The comparable form of each ASCII character; a space for a separator.
constexpr std::array<char, 128> ascii_form = [] {
  std::array<char, 128> form{};
  for (std::size_t c = 0; c < form.size(); ++c) {
    const bool upper = 'A' <= c && c <= 'Z';
    const bool word = upper || ('a' <= c && c <= 'z') || ('0' <= c && c <= '9');
    form[c] = word ? static_cast<char>(upper ? c + 32 : c) : ' ';
  }
  return form;
}();

// Words alone.
class WordSink {
 public:
  explicit WordSink(std::string& words) : words_(words) { words_.clear(); }

  void ascii(const Byte* at, const Byte* end) {
    while (at < end) {
      const Byte* stop = at + std::min<std::ptrdiff_t>(end - at, room());
      char* out = buffer_.data() + size_;
      bool after_space = after_space_;
      for (; at < stop; ++at) {
        const char c = ascii_form[*at];
        *out = c;
        const bool space = c == ' ';
        out += !(space && after_space);
        after_space = space;
      }
      size_ = static_cast<std::size_t>(out - buffer_.data());
      after_space_ = after_space;
      if (room() < 1) flush();
    }
  }

  void form(const Entry& entry, const Byte*, const Byte*) {
    if (room() < static_cast<std::ptrdiff_t>(sizeof(Entry))) flush();
    if (!(entry.flags & spaced)) {
      std::memcpy(buffer_.data() + size_, entry.bytes.data(), entry.bytes.size());
      size_ += entry.size;
      after_space_ = after_space_ && entry.size == 0;
      return;
    }
    for (std::size_t i = 0; i < entry.size; ++i) {
      const bool space = entry.bytes[i] == ' ';
      buffer_[size_] = entry.bytes[i];
      size_ += !(space && after_space_);
      after_space_ = space;
    }
  }

  void finish() {
    flush();
    if (!words_.empty() && words_.back() == ' ') words_.pop_back();
  }

 private:
  std::ptrdiff_t room() const { return static_cast<std::ptrdiff_t>(buffer_.size() - size_); }

  void flush() {
    words_.append(buffer_.data(), size_);
    size_ = 0;
  }

  std::string& words_;
  std::array<char, 8192> buffer_;
  std::size_t size_ = 0;
  bool after_space_ = true;  // no word begins with a space
};

// Words with their places.
class TokenSink {
 public:
  TokenSink(NormalisedText& result, const Byte* begin) : result_(result), begin_(begin) {}

  void ascii(const Byte* at, const Byte* end) {
    for (; at < end; ++at) put(ascii_form[*at], at, at + 1);
  }

  void form(const Entry& entry, const Byte* at, const Byte* end) {
    for (std::size_t i = 0; i < entry.size; ++i) put(entry.bytes[i], at, end);
  }

 private:
  void put(char c, const Byte* at, const Byte* end) {
    if (c == ' ') {
      open_ = false;
      return;
    }
    if (!open_) {
      if (!result_.text.empty()) result_.text.push_back(' ');
      const auto start = static_cast<std::uint32_t>(result_.text.size());
      result_.tokens.push_back({{static_cast<std::uint32_t>(at - begin_), 0}, {start, start}});
      open_ = true;
    }
    result_.text.push_back(c);
    result_.tokens.back().source.end = static_cast<std::uint32_t>(end - begin_);
    ++result_.tokens.back().normal.end;
  }

  NormalisedText& result_;
  const Byte* begin_;
  bool open_ = false;
};

}  // namespace

NormalisedText normalise(std::string_view utf8) {
  NormalisedText result;
  result.text.reserve(utf8.size());
  result.tokens.reserve(utf8.size() / 6);
  TokenSink sink(result, reinterpret_cast<const Byte*>(utf8.data()));
  scan(utf8, sink);
  return result;
}

void normalise_words(std::string_view utf8, std::string& words) {
  WordSink sink(words);
  scan(utf8, sink);
  sink.finish();
}

std::string normalise_words(std::string_view utf8) {
  std::string words;
  normalise_words(utf8, words);
  return words;
}

std::string unicode_version() {
  UVersionInfo version;
  u_getUnicodeVersion(version);
  return std::to_string(version[0]) + "." + std::to_string(version[1]);
}

}  // namespace tawatur
