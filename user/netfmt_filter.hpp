// NetfmtFilter: which records netfmt(1M) prints; its filter configuration file.
//
//   formatter filter class !INFORMATIVE
//   formatter filter subsystem HP_PI
//   formatter filter time_from 10:12:00 10/27/10
//
// Filters of one kind widen each other, those of different kinds narrow each other. Where only
// negated values are given, all others pass; `*` is everything, `!*` nothing.
//
// Facts: kinds, words, `!` and `*` from HP's manual of netfmt.
// Assumed: without a day, time_from and time_through mean today; letters of either case.
#pragma once

#include <expected>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "pi/nettl.hpp"
#include "user/clock.hpp"

namespace giosim::user {

class NetfmtFilter {
 public:
  // The error is a sentence with the number of the line. `today`: the day that is meant without one.
  static std::expected<NetfmtFilter, std::string> parse(std::string_view text, Date today);

  bool passes(const pi::NettlRecord& record) const;

 private:
  // Words of which some are wanted, some are not.
  struct Choice {
    std::set<std::string> wanted, unwanted;
    bool nothing = false;  // "!*"

    void add(std::string word);
    bool passes(std::string_view word) const;
  };

  std::optional<std::string> read(std::string_view line, Date today);
  std::optional<std::string> read_filter(std::string_view kind, std::string_view rest, Date today);

  Choice subsystem_;
  std::map<std::string, Choice> class_;  // by subsystem; "" for all that have none of their own
  std::optional<std::int64_t> device_id_, process_id_, user_id_;
  std::optional<Date> from_, through_;
};

}  // namespace giosim::user
