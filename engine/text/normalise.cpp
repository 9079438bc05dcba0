#include "text/normalise.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cstring>
#include <memory>
#include <stdexcept>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "text/instruction_set.h"
#include "text/normalise_kernel.h"

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
  simple = 32,          // the form is one space, or has none
};

// UTF-8 in which a space ends a word, nothing for a removed code point; its size; its flags. In one word, so that the
// hot loop keeps it in a register.
class Entry {
 public:
  static constexpr std::size_t capacity = 6;

  constexpr Entry() = default;
  constexpr Entry(std::string_view form, unsigned flags)
      : packed_(std::uint64_t{form.size()} << 48 | std::uint64_t{flags} << 56) {
    for (std::size_t i = 0; i < form.size(); ++i)
      packed_ |= std::uint64_t{static_cast<unsigned char>(form[i])} << (8 * i);
  }

  std::size_t size() const { return packed_ >> 48 & 0xFF; }
  unsigned flags() const { return static_cast<unsigned>(packed_ >> 56); }
  bool has(unsigned flag) const { return flags() & flag; }
  char operator[](std::size_t i) const { return static_cast<char>(packed_ >> (8 * i)); }

  // Writes eight bytes, of which the first size() are the form.
  void store(char* out) const {
    static_assert(std::endian::native == std::endian::little);
    std::memcpy(out, &packed_, sizeof packed_);
  }

 private:
  std::uint64_t packed_ = 0;
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
    case 0x0622:
    case 0x0623:
    case 0x0625:
    case 0x0671:
      return append_utf8(0x0627, out);
    case 0x0649:
    case 0x0626:
      return append_utf8(0x064A, out);
    case 0x0629:
      return append_utf8(0x0647, out);
    case 0x0624:
      return append_utf8(0x0648, out);
    default:
      break;
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
  const icu::UnicodeString normalised = normalised_form(icu::UnicodeString(c));
  std::string form = form_of(normalised);
  unsigned flags = nfkc().hasBoundaryBefore(c) ? boundary_before : 0;
  if (form.find(' ') != form.npos) flags |= spaced;
  if (form.size() > Entry::capacity) {
    flags |= too_long;
    form.clear();
  } else if (!(flags & spaced) || form.size() == 1) {
    flags |= simple;
  }
  if (is_tashkeel(c)) flags |= tashkeel;
  // U+0653-0655 are the only tashkeel that compose. With alef, waw and yeh they give letters that fold to these again.
  const bool folds_back = c == 0x0627 || c == 0x0648 || c == 0x064A;
  const bool unchanged = normalised == icu::UnicodeString(c);
  const bool composes =
      nfkc().composePair(c, 0x0653) >= 0 || nfkc().composePair(c, 0x0654) >= 0 || nfkc().composePair(c, 0x0655) >= 0;
  if (unchanged && (folds_back || !composes)) flags |= takes_tashkeel;
  return {form, flags};
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

constexpr Entry separator_entry{" ", boundary_before | spaced | simple};

// Code points of one and two bytes: ASCII, then by the eleven bits of the two bytes. Overlong spellings of ASCII stay
// without flags, so the hot loop stops at them.
constexpr std::size_t two_byte_entries = 0x80;
using ShortEntries = std::array<Entry, two_byte_entries + 0x800>;

const ShortEntries& short_entries() {
  static const ShortEntries entries = [] {
    ShortEntries made{};
    for (std::size_t c = 0; c < 0x800; ++c)
      made[c < 0x80 ? c : two_byte_entries + c] = entry_of(static_cast<UChar32>(c));
    return made;
  }();
  return entries;
}

// The same for the wide kernel.
const normalise_kernel::LeadPairs& lead_pairs() {
  using normalise_kernel::LeadPair;
  static const normalise_kernel::LeadPairs pairs = [] {
    normalise_kernel::LeadPairs made{};
    for (std::size_t c = 0x80; c < 0x800; ++c) {
      const std::size_t lead = 0xC0 | c >> 6;
      LeadPair& pair = made[(lead - 0xC2) / 2];
      pair.known = true;
      std::uint8_t& form = pair.form[lead & 1][c & 0x3F];
      const Entry entry = short_entries()[two_byte_entries + c];
      const auto first = static_cast<std::uint8_t>(entry[0]), second = static_cast<std::uint8_t>(entry[1]);
      // Of U+0640 to 067F only what takes tashkeel is read there, since these stand beside it.
      const bool beside_tashkeel = 0x0600 <= c && c <= 0x067F;
      form = LeadPair::closer_look;
      if (entry.has(tashkeel)) {
        form = LeadPair::tashkeel;
      } else if (!entry.has(boundary_before) || !entry.has(simple) || (beside_tashkeel && !entry.has(takes_tashkeel))) {
        continue;
      } else if (entry.size() == 0) {
        form = LeadPair::removed;
      } else if (entry.size() == 1) {
        form = first;  // a space or a word's byte: above those named
      } else if (entry.size() == 2 && (first | 1) == (lead | 1)) {
        form = first == lead ? second : static_cast<std::uint8_t>(second | LeadPair::other_lead);
      }
    }
    return made;
  }();
  return pairs;
}

using Byte = unsigned char;

bool is_ascii(Byte byte) { return byte < 0x80; }
bool is_short(Byte byte) { return byte < 0xE0; }  // begins a code point of one or two bytes

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

// The first byte from `at` on that isn't ASCII.
const Byte* end_of_ascii(const Byte* at, const Byte* end) {
  for (; end - at >= 8; at += 8) {
    std::uint64_t block;
    std::memcpy(&block, at, 8);
    if (block & 0x8080808080808080u) break;
  }
  while (at < end && is_ascii(*at)) ++at;
  return at;
}

// Code points of one and two bytes that neighbours leave alone, without a branch on what they are: in Arabic text the
// kind of the next one can't be predicted. Stops before the first that needs a closer look, and where ASCII goes on.
template <class Sink>
const Byte* scan_short(const ShortEntries& entries, const Byte* at, const Byte* end, Sink& sink) {
  constexpr unsigned long_ascii_run = 16;
  typename Sink::Cursor cursor(sink);
  Entry waiting;  // of the code point at `at`; its form is due once the next one has a boundary before
  const Byte* next = at;
  unsigned ascii_run = 0;
  while (end - next >= 2) {
    const unsigned first = next[0], second = next[1];
    const unsigned two = first >> 7;
    const unsigned ill_formed = ((first | second << 8) & 0xC0E0u) != 0x80C0u;
    if (two & ill_formed) break;
    const unsigned pair = two_byte_entries + ((first & 0x1Fu) << 6 | (second & 0x3Fu));
    const Entry entry = entries[first ^ ((first ^ pair) & (0u - two))];
    if (next != at) {
      if (!entry.has(boundary_before)) {
        if (!entry.has(tashkeel) || !waiting.has(takes_tashkeel)) break;
        next += 2;
        continue;
      }
      if (!waiting.has(simple)) break;
      cursor.put(waiting, at, next);
    }
    waiting = entry;
    at = next;
    next += 1 + two;
    ascii_run = (ascii_run + 1) & (two - 1u);
    if (ascii_run == long_ascii_run) break;
  }
  return at;
}

// Any code point with what may join it. Returns its end.
template <class Sink>
const Byte* scan_segment(const Byte* at, const Byte* end, Sink& sink) {
  const Met met = meet(at, end);
  const Byte* after = met.end;
  bool whole = after == end || is_ascii(*after);
  if (!whole) {
    Met next = meet(after, end);
    if (met.entry->has(takes_tashkeel)) {
      while (next.entry->has(tashkeel)) {
        after = next.end;
        if (after == end) break;
        next = meet(after, end);
      }
    }
    whole = after == end || next.entry->has(boundary_before);
  }
  if (whole && !met.entry->has(too_long)) {
    sink.form(*met.entry, at, after);
    return after;
  }
  while (after < end) {
    const Met next = meet(after, end);
    if (next.entry->has(boundary_before)) break;
    after = next.end;
  }
  const icu::UnicodeString normalised = normalised_segment(at, after);
  for (int32_t i = 0; i < normalised.length(); i = normalised.moveIndex32(i, 1))
    sink.form(entry_of(normalised.char32At(i)), at, after);
  return after;
}

// Feeds the sink with comparable forms, each with the bytes it comes from.
template <class Sink>
void scan(std::string_view utf8, Sink& sink) {
  const ShortEntries& entries = short_entries();
  const auto* at = reinterpret_cast<const Byte*>(utf8.data());
  const Byte* const end = at + utf8.size();
  const bool wide = Sink::takes_blocks && instruction_set() == InstructionSet::avx2;
  while (at < end) {
    if (wide && is_short(*at) && end - at > normalise_kernel::reach) {
      const Byte* const before = at;
      at = sink.blocks(at, end);
      if (at != before) {
        at = scan_segment(at, end, sink);  // what the blocks stopped at
        continue;
      }
    }
    if (is_ascii(*at)) {
      const Byte* stop = end_of_ascii(at, end);
      if (stop != end) --stop;  // a mark may follow the last one
      sink.ascii(at, stop);
      at = stop;
      if (at == end) break;
    }
    at = scan_short(entries, at, end, sink);
    if (at < end) at = scan_segment(at, end, sink);
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
  static constexpr bool takes_blocks = true;

  explicit WordSink(std::string& words) : words_(words) { words_.clear(); }

  // As far as the wide kernel goes.
  const Byte* blocks(const Byte* at, const Byte* end) {
#if defined(__x86_64__)
    for (;;) {
      if (room() < 4 * normalise_kernel::reach) flush();
      char* const begin = buffer_.data();
      normalise_kernel::Progress progress{at, end, begin + size_, begin + buffer_.size(), after_space_};
      normalise_kernel::run_avx2(lead_pairs(), progress);
      size_ = static_cast<std::size_t>(progress.out - begin);
      after_space_ = progress.after_space;
      const bool full = progress.at != at && room() < normalise_kernel::reach;
      at = progress.at;
      if (!full) break;
    }
#endif
    return at;
  }

  void ascii(const Byte* at, const Byte* end) {
#if defined(__SSE2__)
    // Whole blocks go out as they are up to a second separator in a row, which is left out.
    constexpr std::ptrdiff_t block = 16;
    while (end - at >= block) {
      if (room() < block) flush();
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
      const __m128i lower = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
      const __m128i letter = _mm_sub_epi8(lower, _mm_set1_epi8('a')), digit = _mm_sub_epi8(bytes, _mm_set1_epi8('0'));
      const __m128i word = _mm_or_si128(_mm_cmpeq_epi8(_mm_min_epu8(letter, _mm_set1_epi8(25)), letter),
                                        _mm_cmpeq_epi8(_mm_min_epu8(digit, _mm_set1_epi8(9)), digit));
      const __m128i form = _mm_or_si128(_mm_and_si128(word, lower), _mm_andnot_si128(word, _mm_set1_epi8(' ')));
      const unsigned spaces = static_cast<unsigned>(_mm_movemask_epi8(word)) ^ 0xFFFFu;
      const unsigned again = spaces & (spaces << 1 | unsigned{after_space_});
      _mm_storeu_si128(reinterpret_cast<__m128i*>(buffer_.data() + size_), form);
      if (again == 0) {
        size_ += block;
        at += block;
        after_space_ = spaces >> 15;
      } else {
        const auto kept = static_cast<unsigned>(std::countr_zero(again));
        size_ += kept;
        at += kept + 1;
        after_space_ = true;
      }
    }
#endif
    for (; at < end; ++at) {
      if (room() < 1) flush();
      const char c = ascii_form[*at];
      buffer_[size_] = c;
      size_ += !(c == ' ' && after_space_);
      after_space_ = c == ' ';
    }
  }

  // The sink's place in registers, for a loop that puts simple forms only.
  class Cursor {
   public:
    explicit Cursor(WordSink& sink)
        : sink_(sink), begin_(sink.buffer_.data()), size_(sink.size_), after_space_(sink.after_space_) {}
    Cursor(const Cursor&) = delete;
    Cursor& operator=(const Cursor&) = delete;
    ~Cursor() {
      sink_.size_ = size_;
      sink_.after_space_ = after_space_;
    }

    void put(const Entry& entry, const Byte*, const Byte*) {
      if (size_ + sizeof entry > std::tuple_size_v<decltype(buffer_)>) {
        sink_.size_ = size_;
        sink_.flush();
        size_ = 0;
      }
      entry.store(begin_ + size_);  // what follows the form is overwritten
      const std::size_t space = entry.has(spaced);
      size_ += entry.size() - (space & after_space_);
      after_space_ = space | (after_space_ & std::size_t{entry.size() == 0});
    }

   private:
    WordSink& sink_;
    char* begin_;
    std::size_t size_;
    std::size_t after_space_;
  };

  void form(const Entry& entry, const Byte*, const Byte*) {
    for (std::size_t i = 0; i < entry.size(); ++i) {
      if (room() < 1) flush();
      const bool space = entry[i] == ' ';
      buffer_[size_] = entry[i];
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
  std::array<char, 4096> buffer_;
  std::size_t size_ = 0;
  bool after_space_ = true;  // no word begins with a space
};

// Words with their places.
class TokenSink {
 public:
  static constexpr bool takes_blocks = false;

  const Byte* blocks(const Byte* at, const Byte*) { return at; }

  TokenSink(NormalisedText& result, const Byte* begin) : result_(result), begin_(begin) {}

  void ascii(const Byte* at, const Byte* end) {
    while (at < end) {
      const Byte* const begin = at;
      while (at < end && ascii_form[*at] != ' ') ++at;
      if (at > begin) {
        open(begin);
        std::string& text = result_.text;
        const std::size_t size = text.size();
        text.append(reinterpret_cast<const char*>(begin), static_cast<std::size_t>(at - begin));
        for (std::size_t i = size; i < text.size(); ++i) text[i] = ascii_form[static_cast<Byte>(text[i])];
        extend(at);
      }
      if (at < end) open_ = false;
      while (at < end && ascii_form[*at] == ' ') ++at;
    }
  }

  void form(const Entry& entry, const Byte* at, const Byte* end) {
    if (!entry.has(spaced)) {
      if (entry.size() == 0) return;
      open(at);
      char bytes[8];
      entry.store(bytes);
      result_.text.append(bytes, entry.size());
      return extend(end);
    }
    for (std::size_t i = 0; i < entry.size(); ++i) {
      if (entry[i] == ' ') {
        open_ = false;
        continue;
      }
      open(at);
      result_.text.push_back(entry[i]);
      extend(end);
    }
  }

  class Cursor {
   public:
    explicit Cursor(TokenSink& sink) : sink_(sink) {}
    void put(const Entry& entry, const Byte* at, const Byte* end) { sink_.form(entry, at, end); }

   private:
    TokenSink& sink_;
  };

 private:
  // Makes sure that a word is open; a new one begins at `at`.
  void open(const Byte* at) {
    if (open_) return;
    if (!result_.text.empty()) result_.text.push_back(' ');
    const auto start = static_cast<std::uint32_t>(result_.text.size());
    result_.tokens.push_back({{static_cast<std::uint32_t>(at - begin_), 0}, {start, start}});
    open_ = true;
  }

  // The open word has grown by what ends at `end`.
  void extend(const Byte* end) {
    Token& token = result_.tokens.back();
    token.source.end = static_cast<std::uint32_t>(end - begin_);
    token.normal.end = static_cast<std::uint32_t>(result_.text.size());
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
