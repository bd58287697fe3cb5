#include "user/integer_expression.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>

namespace giosim::user {
namespace {

using Number = std::int64_t;

constexpr std::size_t kLongest = 255;  // hence no expression is nested too deep

struct Operator {
  std::string_view sign;
  int strength;  // as in C: a stronger one binds its operands first
};

// A sign stands before those that begin it.
constexpr Operator kOperators[] = {
    {"||", 1}, {"&&", 2}, {"<<", 8}, {">>", 8}, {"<=", 7}, {">=", 7}, {"==", 6}, {"!=", 6}, {"|", 3},
    {"^", 4},  {"&", 5},  {"<", 7},  {">", 7},  {"+", 9},  {"-", 9},  {"*", 10}, {"/", 10}, {"%", 10},
};

// Nothing where C leaves the result open: too large, divided by zero, shifted too far.
std::optional<Number> result_of(std::string_view sign, Number left, Number right) {
  Number result = 0;
  if (sign == "||") return left || right;
  if (sign == "&&") return left && right;
  if (sign == "<=") return left <= right;
  if (sign == ">=") return left >= right;
  if (sign == "==") return left == right;
  if (sign == "!=") return left != right;
  if (sign == "<") return left < right;
  if (sign == ">") return left > right;
  if (sign == "|") return left | right;
  if (sign == "^") return left ^ right;
  if (sign == "&") return left & right;
  if (sign == "+" && !__builtin_add_overflow(left, right, &result)) return result;
  if (sign == "-" && !__builtin_sub_overflow(left, right, &result)) return result;
  if (sign == "*" && !__builtin_mul_overflow(left, right, &result)) return result;
  if (sign == "/" || sign == "%") {
    if (right == 0 || (right == -1 && left == std::numeric_limits<Number>::min()))
      return std::nullopt;
    return sign == "/" ? left / right : left % right;
  }
  const bool shifts = left >= 0 && right >= 0 && right < 63;
  if (sign == ">>" && shifts) return left >> right;
  if (sign == "<<" && shifts && left <= (std::numeric_limits<Number>::max() >> right))
    return left << right;
  return std::nullopt;
}

// Reads from left to right; the first thing that is wrong is the error.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  std::expected<Number, std::string> read() {
    const Number number = conditional();
    if (!rest_.empty()) refuse(fmt::format("'{}' is not expected", rest_.front()));
    if (!error_.empty()) return std::unexpected(error_);
    return number;
  }

 private:
  bool take(std::string_view sign) {
    if (!rest_.starts_with(sign)) return false;
    rest_.remove_prefix(sign.size());
    return true;
  }

  Number refuse(std::string what) {
    if (error_.empty()) error_ = std::move(what);
    rest_ = {};
    return 0;
  }

  // Part of an expression that C does not evaluate: 1||1/0 is 1.
  template <class Read>
  Number unless(bool skipped, Read read) {
    skipping_ += skipped ? 1 : 0;
    const Number number = read();
    skipping_ -= skipped ? 1 : 0;
    return number;
  }

  Number conditional() {
    const Number condition = binary(1);
    if (!take("?")) return condition;
    const Number yes = unless(condition == 0, [this] { return conditional(); });
    if (!take(":")) return refuse("a ':' is missing");
    const Number no = unless(condition != 0, [this] { return conditional(); });
    return condition != 0 ? yes : no;
  }

  Number binary(int weakest) {
    Number left = unary();
    while (true) {
      const auto found = std::ranges::find_if(
          kOperators, [this](const Operator& one) { return rest_.starts_with(one.sign); });
      if (found == std::end(kOperators) || found->strength < weakest) return left;
      take(found->sign);
      const bool decided = (found->sign == "||" && left != 0) || (found->sign == "&&" && left == 0);
      const Number right = unless(decided, [&] { return binary(found->strength + 1); });
      const auto result = result_of(found->sign, left, right);
      if (!result && skipping_ == 0)
        return refuse(fmt::format("the result of '{}' is not a 64-bit number", found->sign));
      left = result.value_or(0);
    }
  }

  Number unary() {
    if (take("!")) return unary() == 0 ? 1 : 0;
    if (take("~")) return ~unary();
    if (take("+")) return unary();
    if (take("-")) {
      const auto negated = result_of("-", 0, unary());
      return negated || skipping_ > 0 ? negated.value_or(0)
                                      : refuse("the result of '-' is not a 64-bit number");
    }
    if (take("(")) {
      const Number number = conditional();
      return take(")") ? number : refuse("a ')' is missing");
    }
    return literal();
  }

  Number literal() {
    const std::size_t length =
        std::min(rest_.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyz"
                                         "ABCDEFGHIJKLMNOPQRSTUVWXYZ_"),
                 rest_.size());
    const std::string_view word = rest_.substr(0, length);
    if (word.empty())
      return refuse(rest_.empty() ? "a number is missing"
                                  : fmt::format("'{}' is not expected", rest_.front()));
    rest_.remove_prefix(length);
    if (word.front() < '0' || word.front() > '9')
      return refuse(fmt::format("'{}' is not a number; names of tunables within an expression are "
                                "not emulated", word));

    const bool hexadecimal = word.starts_with("0x") || word.starts_with("0X");
    const bool octal = !hexadecimal && word.size() > 1 && word.front() == '0';
    const std::string_view digits = word.substr(hexadecimal ? 2 : 0);
    Number number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number,
                                              hexadecimal ? 16 : octal ? 8 : 10);
    if (error == std::errc::result_out_of_range)
      return refuse(fmt::format("'{}' is not a 64-bit number", word));
    if (error != std::errc() || end != digits.data() + digits.size())
      return refuse(fmt::format("'{}' is not a number", word));
    return number;
  }

  std::string_view rest_;
  std::string error_;
  int skipping_ = 0;
};

}  // namespace

std::expected<std::int64_t, std::string> evaluate(std::string_view expression) {
  if (expression.size() > kLongest)
    return std::unexpected(fmt::format("it is longer than {} characters", kLongest));
  return Reader(expression).read();
}

}  // namespace giosim::user
