#include <algorithm>
#include <charconv>
#include <chrono>

#include "claims/statement_parts.h"

namespace tawatur {
namespace {

using Role = TimePart::Role;

std::int32_t local_day(const Timestamp& published) {
  const std::int64_t seconds = published.local_s;
  return static_cast<std::int32_t>(seconds >= 0 ? seconds / 86'400 : -((-seconds + 86'399) / 86'400));
}

/// Days of a month; February in a leap year when the year is unknown.
std::int32_t month_length(std::optional<std::int32_t> year, std::int32_t month) {
  const std::int32_t of = year.value_or(2000);
  return (month == 12 ? 31 : days_from_civil(of, month + 1, 1) - days_from_civil(of, month, 1));
}

std::int32_t month_of(std::int32_t day) {
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  return static_cast<std::int32_t>(static_cast<unsigned>(date.month()));
}

class TimeReader {
 public:
  TimeReader(Statement& statement, const Reading& reading, const std::optional<Timestamp>& published)
      : statement_(statement),
        reading_(reading),
        published_(published),
        parts_(reading.lexicon.time_parts.find(reading.forms)),
        used_(parts_.size(), 0) {}

  void run() {
    for (const DateMention& mention : statement_.date_mentions) add_mention(mention);
    for (std::size_t i = 0; i < parts_.size(); ++i) add_part(i);
    add_clocks();
    add_bare_months();
    add_bare_years();
    add_parts_of_day();
    std::stable_sort(statement_.times.begin(), statement_.times.end(),
                     [](const TimeSlot& x, const TimeSlot& y) { return x.first < y.first; });
    for (TimeSlot& slot : statement_.times) mark(slot);
  }

 private:
  const TimePart& part(std::size_t i) const { return reading_.lexicon.time_part_entries[parts_[i].value]; }
  std::uint32_t tokens() const { return static_cast<std::uint32_t>(reading_.forms.size()); }

  /// The part of a role that ends at most `gap` tokens before a token, in one phrase with it.
  std::optional<std::size_t> part_before(std::uint32_t token, std::initializer_list<Role> roles,
                                         std::uint32_t gap) const {
    for (std::size_t i = parts_.size(); i-- > 0;) {
      if (parts_[i].last > token || parts_[i].last + gap < token) continue;
      if (std::find(roles.begin(), roles.end(), part(i).role) == roles.end()) continue;
      bool whole = true;
      for (std::uint32_t k = parts_[i].first + 1; k <= token && k < tokens(); ++k)
        whole = whole && !reading_.closed_before[k];
      if (whole) return i;
    }
    return std::nullopt;
  }

  /// "Published: July 28, 2004", "… dies July 28, 2004 The aide …": a calendar day that no preposition governs, behind
  /// a colon or with the next sentence begun behind it, is the day of the text.
  bool stamp(const DateMention& mention) {
    constexpr std::uint32_t most_clock = 3;
    if (reading_.lexicon.lang != "en" || !mention.month || !mention.day) return false;
    const bool begins = mention.first == 0;
    if (!begins && gap_before(statement_.words, reading_.text, mention.first).find(':') != std::string_view::npos)
      return true;
    if (!begins && (!mention.year || statement_.terms[reading_.term_of[mention.first - 1]].function_word)) return false;
    std::uint32_t next = mention.last;
    const auto number = [&](std::uint32_t token) {
      const std::string_view word = statement_.words.word(token);
      return std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    while (next < tokens() && next < mention.last + most_clock && number(next)) ++next;
    if (next >= tokens() || (next == mention.last && reading_.closed_before[next])) return false;
    const char first = reading_.text[statement_.words.tokens[next].source.begin];
    if (first < 'A' || first > 'Z') return false;
    stamped_ = {mention.first, next};
    return true;
  }

  void add_mention(const DateMention& mention) {
    if (stamp(mention)) return;
    TimeSlot slot;
    slot.hijri = mention.hijri;
    slot.first = reading_.term_of[mention.first];
    slot.last = reading_.term_of[mention.last - 1] + 1;
    slot.year = mention.year;
    slot.month = mention.month.value_or(0);
    slot.first_day = slot.last_day = mention.day.value_or(0);
    slot.weekday = mention.weekday.value_or(-1);
    slot.clock = mention.clock_min.value_or(-1);
    slot.reckoned = mention.relative_days || mention.relative_years;
    DateMention meant = mention;
    // A day that ends a span to come: "until Friday".
    if (mention.weekday && mention.direction == 0 && part_before(mention.first, {Role::until}, 1)) meant.direction = 1;
    slot.directed = mention.direction != 0;
    if (!mention.hijri) slot.days = DateReader::resolve(meant, published_);
    if (mention.month && !mention.day) narrow(slot, mention.first);
    if (slot.days || slot.year || slot.month || slot.weekday >= 0 || slot.clock >= 0) statement_.times.push_back(slot);
  }

  bool free(const TimeSlot& slot) const {
    return std::none_of(statement_.times.begin(), statement_.times.end(),
                        [&](const TimeSlot& known) { return known.first < slot.last && slot.first < known.last; });
  }

  /// "In May", «في يونيو»: a month alone, which the reader of dates leaves, where a preposition makes it one.
  void add_bare_months() {
    for (const PhraseMatch& match : months()) {
      if (match.first == 0 || !behind_time_preposition(match.first)) continue;
      TimeSlot slot;
      slot.first = reading_.term_of[match.first];
      slot.last = reading_.term_of[match.last - 1] + 1;
      if (!free(slot)) continue;
      if (reading_.lexicon.lang != "ar" && !statement_.terms[slot.first].capitalised) continue;
      slot.month = static_cast<std::int32_t>(match.value);
      DateMention mention;
      mention.month = slot.month;
      slot.days = DateReader::resolve(mention, published_);
      statement_.times.push_back(slot);
    }
  }

  /// «٠٣:١٧», "3:40 in the morning", "0847 GMT": a time of day without a day, which the reader of dates leaves.
  void add_clocks() {
    constexpr std::size_t digits = 2;
    const auto number_of = [&](std::uint32_t token, std::size_t most_digits) {
      const std::string_view word = statement_.words.word(token);
      std::int32_t number = -1;
      const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
      return error == std::errc() && end == word.data() + word.size() && word.size() <= most_digits ? number : -1;
    };
    const auto value = [&](std::uint32_t token) { return number_of(token, digits); };
    const auto colon = [&](std::uint32_t token) {
      return token > 0 && token < tokens() && gap_before(statement_.words, reading_.text, token) == ":";
    };
    for (std::uint32_t token = 0; token + 1 < tokens(); ++token) {
      if (!colon(token + 1) || colon(token) || colon(token + 2)) continue;
      if (stamped_.first <= token && token < stamped_.last) continue;
      const std::int32_t hour = value(token), minutes = value(token + 1);
      if (hour < 0 || hour > 23 || minutes < 0 || minutes > 59 || statement_.words.word(token + 1).size() != digits)
        continue;
      TimeSlot slot;
      slot.first = reading_.term_of[token];
      slot.last = reading_.term_of[token + 1] + 1;
      if (!free(slot)) continue;
      slot.clock = hour * 60 + minutes;
      for (std::size_t k = 0; k < parts_.size(); ++k) {
        if (part(k).role != Role::am && part(k).role != Role::pm) continue;
        if (parts_[k].first < token + 2 || parts_[k].first > token + 4 || reading_.closed_before[parts_[k].first])
          continue;
        slot.clock = (part(k).role == Role::pm ? hour % 12 + 12 : hour % 12) * 60 + minutes;
        slot.last = reading_.term_of[parts_[k].last - 1] + 1;
        break;
      }
      statement_.times.push_back(slot);
    }
    for (std::size_t k = 0; k < parts_.size(); ++k) {
      if (part(k).role != Role::zone || parts_[k].first == 0) continue;
      const std::uint32_t token = parts_[k].first - 1;
      const std::int32_t hours = number_of(token, 2 * digits) / 100, minutes = number_of(token, 2 * digits) % 100;
      if (statement_.words.word(token).size() != 2 * digits || hours > 23 || minutes < 0 || minutes > 59) continue;
      TimeSlot slot;
      slot.first = reading_.term_of[token];
      slot.last = slot.first + 1;
      if (!free(slot)) continue;
      slot.clock = hours * 60 + minutes;
      statement_.times.push_back(slot);
    }
  }

  /// «في 2010», "in 2010": a number that the reader of numbers leaves as a year; of an older one only what ends its
  /// phrase, as it may count something: "in 1342".
  void add_bare_years() {
    constexpr std::int32_t first_year = 1000, last_year = 2100, surely_year = 1900;
    for (std::uint32_t token = 1; token < tokens(); ++token) {
      const std::string_view word = statement_.words.word(token);
      if (word.size() != 4 || !std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; }))
        continue;
      TimeSlot slot;
      slot.first = reading_.term_of[token];
      slot.last = slot.first + 1;
      DateMention mention;
      mention.year = std::stoi(std::string(word));
      if (*mention.year < first_year || *mention.year >= last_year || !behind_time_preposition(token)) continue;
      const bool counts = statement_.terms[slot.first].kind != Term::Kind::word;
      const bool ends = token + 1 == tokens() || reading_.closed_before[token + 1] ||
                        statement_.terms[reading_.term_of[token + 1]].function_word ||
                        (reading_.joined[token + 1] && reading_.lexicon.lang == "ar");
      if (*mention.year < surely_year ? !ends : counts) continue;
      if (!free(slot)) continue;
      slot.year = mention.year;
      slot.days = DateReader::resolve(mention, published_);
      statement_.times.push_back(slot);
    }
  }

  bool behind_time_preposition(std::uint32_t token) const {
    return reading_.lexicon.time_prepositions.finds(*reading_.forms[token - 1]);
  }

  bool beside_day(const TimeSlot& slot) const {
    return std::any_of(statement_.times.begin(), statement_.times.end(), [&](const TimeSlot& known) {
      return known.first <= slot.last + 1 && slot.first <= known.last + 1;
    });
  }

  /// "At dawn", «ظهرا»: where no clock is named.
  void add_parts_of_day() {
    const auto clocked = [](const TimeSlot& known) { return known.clock >= 0; };
    if (std::any_of(statement_.times.begin(), statement_.times.end(), clocked)) return;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      if (part(i).role != Role::daypart) continue;
      TimeSlot slot;
      slot.first = reading_.term_of[parts_[i].first];
      slot.last = reading_.term_of[parts_[i].last - 1] + 1;
      if (!free(slot)) continue;
      // «فجر الثلاثاء», "Monday evening"; alone the word may be another one («فجرها»).
      const std::string_view word = statement_.words.word(parts_[i].first);
      const bool alone = parts_[i].last == parts_[i].first + 1 && !(word.ends_with("ا") && !word.ends_with("ها"));
      if (alone && !beside_day(slot)) continue;
      constexpr std::int32_t thousand = 1000;
      slot.clock = part(i).value / thousand;
      slot.around = part(i).value % thousand;
      statement_.times.push_back(slot);
      return;
    }
  }

  /// Takes the third of a month, or of a year, that a word before it names.
  void narrow(TimeSlot& slot, std::uint32_t token) {
    const auto at = part_before(token, {Role::early, Role::mid, Role::late, Role::last}, 1);
    if (!at) return;
    used_[*at] = 1;
    slot.first = std::min(slot.first, reading_.term_of[parts_[*at].first]);
    const std::int32_t length = slot.hijri ? 30 : month_length(slot.year, slot.month);
    const auto [low, high] = third(part(*at).role, length);
    slot.first_day = low;
    slot.last_day = high;
    if (slot.days) slot.days = DayRange{slot.days->first + low - 1, slot.days->first + high - 1};
  }

  static std::pair<std::int32_t, std::int32_t> third(Role role, std::int32_t length) {
    switch (role) {
      case Role::early:
        return {1, 11};
      case Role::mid:
        return {9, 21};
      case Role::last:
        return {length - 1, length};
      default:
        return {20, length};
    }
  }

  /// Months, days and weeks that the reader of dates leaves to the words around them.
  void add_part(std::size_t i) {
    if (used_[i]) return;
    const PhraseMatch& match = parts_[i];
    TimeSlot slot;
    slot.first = reading_.term_of[match.first];
    slot.last = reading_.term_of[match.last - 1] + 1;
    const bool dated = std::any_of(statement_.times.begin(), statement_.times.end(), [&](const TimeSlot& known) {
      return known.first < slot.last && slot.first < known.last && known.clock < 0;
    });
    const std::int32_t value = part(i).value;
    std::optional<std::int32_t> today;
    if (published_) today = local_day(*published_);
    switch (part(i).role) {
      case Role::early:
      case Role::mid:
      case Role::late:
      case Role::last:
        if (!month_behind(slot, match.last) && !year_behind(slot, match.last, part(i).role)) return;
        break;
      case Role::season:
        if (dated) return;
        slot.season = value;
        break;
      case Role::quarter:
        if (dated || !quarter_of_year(slot, match, value)) return;
        break;
      case Role::hijri_holiday:
        if (dated) return;
        slot.hijri = true;
        slot.holiday = value;
        slot.month = value / 100;
        slot.first_day = slot.last_day = value % 100;
        break;
      case Role::holiday:
        if (dated) return;
        slot.holiday = value;
        slot.month = value / 100;
        slot.first_day = slot.last_day = value % 100;
        if (today) {
          DateMention mention;
          mention.month = slot.month;
          mention.day = slot.first_day;
          slot.days = DateReader::resolve(mention, published_);
        }
        break;
      case Role::week: {
        if (dated || !today) return;
        const std::int32_t monday = *today - ((*today + 3) % 7 + 7) % 7 + 7 * value;
        // Weeks begin on Saturday or Sunday in many countries.
        slot.days = DayRange{monday - 2, monday + 6};
        slot.reckoned = true;
        break;
      }
      case Role::month: {
        if (dated || !today) return;
        constexpr std::int32_t narrowed = 9;  // "The end of the month", but not "the month" alone.
        const bool only_narrowed = value == narrowed;
        DateMention mention;
        mention.month = month_of(*today);
        mention.year = static_cast<std::int32_t>(
            static_cast<int>(std::chrono::year_month_day{std::chrono::sys_days{std::chrono::days{*today}}}.year()));
        const std::int32_t month = *mention.month + (only_narrowed ? 0 : value) - 1;
        mention.year = *mention.year + (month < 0 ? -1 : month / 12);
        mention.month = (month + 12) % 12 + 1;
        const auto range = DateReader::resolve(mention, published_);
        if (!range) return;
        slot.days = range;
        slot.reckoned = true;
        const auto at = part_before(match.first, {Role::early, Role::mid, Role::late, Role::last}, 1);
        if (only_narrowed && !at) return;
        if (at) {
          used_[*at] = 1;
          const auto [low, high] = third(part(*at).role, range->last - range->first + 1);
          slot.days = DayRange{range->first + low - 1, range->first + high - 1};
          slot.first = reading_.term_of[parts_[*at].first];
        }
        break;
      }
      case Role::hour:
        if (!clock_behind(slot, match.last, value)) return;
        break;
      default:
        return;
    }
    statement_.times.push_back(slot);
  }

  /// "The first quarter of 2025": three months, where the year stands behind.
  bool quarter_of_year(TimeSlot& slot, const PhraseMatch& match, std::int32_t quarter) const {
    constexpr std::uint32_t gap = 2;
    constexpr std::int32_t first_year = 1900, last_year = 2100, months = 3;
    for (std::uint32_t token = match.last; token < std::min(tokens(), match.last + gap + 1); ++token) {
      const std::string_view word = statement_.words.word(token);
      std::int32_t year = 0;
      const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), year);
      if (error != std::errc() || end != word.data() + word.size() || year < first_year || year > last_year) continue;
      slot.year = year;
      slot.last = reading_.term_of[token] + 1;
      const std::int32_t next = months * quarter + 1;
      slot.days = DayRange{days_from_civil(year, next - months, 1),
                           (next > 12 ? days_from_civil(year + 1, 1, 1) : days_from_civil(year, next, 1)) - 1};
      return true;
    }
    return false;
  }

  /// "Mid-April", «نهاية مارس»: the month, with or without its year.
  bool month_behind(TimeSlot& slot, std::uint32_t token) {
    for (const PhraseMatch& match : months()) {
      if (match.first < token || match.first > token + 1) continue;
      if (match.first > token && !statement_.terms[reading_.term_of[token]].function_word) continue;
      const std::uint32_t term = reading_.term_of[match.first];
      const bool dated = std::any_of(statement_.times.begin(), statement_.times.end(),
                                     [&](const TimeSlot& known) { return known.first <= term && term < known.last; });
      if (dated) return false;
      DateMention mention;
      mention.month = static_cast<std::int32_t>(match.value);
      slot.month = *mention.month;
      slot.last = reading_.term_of[match.last - 1] + 1;
      slot.days = DateReader::resolve(mention, published_);
      narrow(slot, match.first);
      return slot.first_day > 0;
    }
    return false;
  }

  /// "The end of 2026", «نهاية عام 2026»: the third of a year.
  bool year_behind(TimeSlot& slot, std::uint32_t token, Role role) {
    constexpr std::int32_t first_year = 1900, last_year = 2100, third_months = 4;
    constexpr std::size_t digits = 4;
    if (token >= tokens() || reading_.closed_before[token]) return false;
    const std::uint32_t term = reading_.term_of[token];
    std::int32_t year = 0;
    const auto told = std::find_if(statement_.times.begin(), statement_.times.end(),
                                   [&](const TimeSlot& known) { return known.first <= term && term < known.last; });
    if (told != statement_.times.end()) {
      if (!told->year || told->month || told->season || told->hijri) return false;
      year = *told->year;
      slot.last = told->last;
      statement_.times.erase(told);
    } else {
      const std::string_view word = statement_.words.word(token);
      const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), year);
      if (word.size() != digits || error != std::errc() || end != word.data() + digits) return false;
      slot.last = term + 1;
    }
    if (year < first_year || year >= last_year) return false;
    slot.year = year;
    const std::int32_t month = role == Role::early ? 1 : role == Role::mid ? 1 + third_months : 1 + 2 * third_months;
    const std::int32_t next = month + third_months;
    slot.days = DayRange{days_from_civil(year, month, 1),
                         (next > 12 ? days_from_civil(year + 1, 1, 1) : days_from_civil(year, next, 1)) - 1};
    return true;
  }

  const PhraseMatches& months() {
    if (!months_) months_ = reading_.lexicon.month_names.find(reading_.forms);
    return *months_;
  }

  /// «التاسعة صباحا», "four in the afternoon": an hour in words, with the part of the day within three words.
  bool clock_behind(TimeSlot& slot, std::uint32_t token, std::int32_t hour) {
    std::int32_t minutes = 0;
    for (std::size_t k = 0; k < parts_.size(); ++k) {
      if (parts_[k].first < token || parts_[k].first > token + 3) continue;
      if (part(k).role == Role::quarter_hour) minutes = part(k).value;
      const Role half = part(k).role;
      if (half != Role::am && half != Role::pm) continue;
      for (std::uint32_t t = token; t <= parts_[k].first; ++t)
        if (reading_.closed_before[t]) return false;
      // «الثانية التي يقوم بها صباح الأحد» counts visits, «4 جنود ظهر اليوم» soldiers.
      const Term& beside = statement_.terms[reading_.term_of[parts_[k].first - 1]];
      const bool told_of_else = minutes == 0 && parts_[k].first > token && !beside.function_word &&
                                !(beside.form[0] >= '0' && beside.form[0] <= '9');
      if (told_of_else || (parts_[k].first == token + 3 && minutes == 0)) return false;
      slot.last = reading_.term_of[parts_[k].last - 1] + 1;
      slot.clock = (half == Role::pm ? hour % 12 + 12 : hour % 12) * 60 + minutes;
      return free(slot);
    }
    return false;
  }

  /// Edges of spans, nights and zones near a slot.
  void mark(TimeSlot& slot) {
    constexpr std::uint32_t near = 4;
    const std::uint32_t first = statement_.terms[slot.first].first, last = statement_.terms[slot.last - 1].last;
    if (const auto at = part_before(first, {Role::until, Role::since, Role::before, Role::after}, 1)) {
      const Role role = part(*at).role;
      // "Not before Friday" is on Friday at the soonest.
      const bool denied = statement_.negated[slot.first] != Statement::affirmed || negated_before(first);
      slot.edge = denied && (role == Role::before || role == Role::until) ? TimeSlot::Edge::none
                  : role == Role::until                                   ? TimeSlot::Edge::until
                  : role == Role::since                                   ? TimeSlot::Edge::since
                  : role == Role::before                                  ? TimeSlot::Edge::before
                                                                          : TimeSlot::Edge::after;
    }
    for (std::size_t k = 0; k < parts_.size(); ++k) {
      if (part(k).role == Role::zone && slot.zone != 1) slot.zone = part(k).value == 1 ? 1 : -1;
      if (part(k).role == Role::night && parts_[k].last + near >= first && parts_[k].first <= last + near)
        slot.night = true;
      const bool beside = parts_[k].last + 1 >= first && parts_[k].first <= last + 1;
      if ((part(k).role == Role::am || part(k).role == Role::pm) && beside) slot.daytime = true;
    }
  }

  /// Whether a "not" stands a few words before the token in its clause.
  bool negated_before(std::uint32_t token) const {
    constexpr std::uint32_t reach = 7;
    for (std::uint32_t i = token; i-- > 0 && i + reach >= token && !reading_.closed_before[i + 1];)
      if (statement_.negator[reading_.term_of[i]]) return true;
    return false;
  }

  Statement& statement_;
  const Reading& reading_;
  const std::optional<Timestamp>& published_;
  const PhraseMatches parts_;
  std::vector<std::uint8_t> used_;
  struct Tokens {
    std::uint32_t first = 0, last = 0;
  } stamped_;  // The day, and the time of day, of the text itself.
  std::optional<PhraseMatches> months_;
};

}  // namespace

void read_times(Statement& statement, const Reading& reading, const std::optional<Timestamp>& published) {
  TimeReader(statement, reading, published).run();
}

}  // namespace tawatur
