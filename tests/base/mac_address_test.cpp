#include "base/mac_address.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "base/must.hpp"

using Catch::Matchers::Contains;
using giosim::Bug;
using giosim::MacAddress;

namespace {

// The twelve digits with a separator after each two.
std::string separated(const std::string& digits, char separator) {
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && i % 2 == 0) text += separator;
    text += digits[i];
  }
  return text;
}

}  // namespace

TEST_CASE("every spelling of a MAC address is one address", "[base]") {
  const MacAddress mac = MacAddress::from_bits(0x00306E4A1B2C);

  for (const std::string digits : {"00306E4A1B2C", "00306e4a1b2c", "00306E4a1B2c"}) {
    for (const std::string& text :
         {"0x" + digits, "0X" + digits, digits, separated(digits, ':'), separated(digits, '-')}) {
      INFO(text);
      const auto read = MacAddress::parse(text);

      REQUIRE(read.has_value());
      CHECK(*read == mac);
      CHECK(read->text() == "0x00306E4A1B2C");
    }
  }
}

TEST_CASE("every byte value at every place of a MAC address is read and printed", "[base]") {
  for (int place = 0; place < 6; ++place) {
    for (std::uint64_t byte = 0; byte <= 0xFF; ++byte) {
      const MacAddress mac = MacAddress::from_bits(byte << (8 * place));

      CHECK(mac.bits() == byte << (8 * place));
      CHECK(mac.bytes()[static_cast<std::size_t>(5 - place)] == byte);
      CHECK(MacAddress::parse(mac.text()) == mac);
    }
  }
}

TEST_CASE("a malformed MAC address is refused with the reason and an example", "[base]") {
  struct Row {
    std::string text, why;
  };
  const std::string no_digit = "it has a character that is no hex digit";
  const std::string unlike = "its bytes are not separated alike";
  const std::vector<Row> malformed = {
      {"", "it has 0 hex digits"},
      {"0x", "it has 0 hex digits"},
      {"0", "it has 1 hex digit"},
      {"00", "it has 2 hex digits"},
      {"00:", "it has 2 hex digits"},
      {"0x00306E4A1B2", "it has 11 hex digits"},
      {"00306E4A1B2", "it has 11 hex digits"},
      {"00:30:6e:4a:1b", "it has 10 hex digits"},
      {"00:30:6e:4a:1b:", "it has 10 hex digits"},
      {"00:30:6e:4a:1b:2", "it has 11 hex digits"},
      {"00:30:6e:4a:1b:2c:", "it ends with a separator"},
      {"00-30-6e-4a-1b-2c-", "it ends with a separator"},
      {"0x00306E4A1B2C0", "it has more than 12 hex digits"},
      {"00:30:6e:4a:1b:2c:3d", "it has more than 12 hex digits"},
      {"0x00306E4A1B2C00306E4A1B2C", "it has more than 12 hex digits"},
      {"00:30-6e:4a:1b:2c", unlike},
      {"00:306e:4a:1b:2c", unlike},
      {"00-30-6e-4a-1b:2c", unlike},
      {"0x00:30:6e:4a:1b:2c", no_digit},
      {"00:3:06e:4a:1b:2c", no_digit},
      {"0:30:6e:4a:1b:2c", no_digit},
      {":00:30:6e:4a:1b:2c", no_digit},
      {"00::30:6e:4a:1b", no_digit},
      {"00306E4A1B2G", no_digit},
      {"00306e:4a1b2c", no_digit},
      {"00.30.6e.4a.1b.2c", no_digit},
      {"0030.6e4a.1b2c", no_digit},
      {" 00306E4A1B2C", no_digit},
      {"00306E4A1B2C ", no_digit},
      {"0x00306E4A1B2C\n", no_digit},
      {"0x0x306E4A1B2C", no_digit},
      {"-00306E4A1B2C", no_digit},
      {std::string("00306E4A1B\0C", 12), no_digit},
  };

  for (const Row& row : malformed) {
    INFO("'" << row.text << "'");
    const auto mac = MacAddress::parse(row.text);

    REQUIRE_FALSE(mac.has_value());
    CHECK_THAT(mac.error(), Contains("'" + row.text + "' is not a MAC address: " + row.why + ";"));
    CHECK_THAT(mac.error(), Contains("0x00306E4A1B2C or 00:30:6e:4a:1b:2c"));
  }
}

TEST_CASE("the error of a very long MAC address stays readable", "[base]") {
  const auto mac = MacAddress::parse(std::string(100'000, '0'));

  REQUIRE_FALSE(mac.has_value());
  CHECK(mac.error().size() < 250);
}

TEST_CASE("a malformed MAC address literal is a bug", "[base]") {
  CHECK_THROWS_AS(MacAddress("00306E"), Bug);
  CHECK_NOTHROW(MacAddress("0x00306E00000A"));
}

TEST_CASE("the first byte says whether a MAC address is a group's or a local one", "[base]") {
  for (std::uint64_t first = 0; first <= 0xFF; ++first) {
    const MacAddress mac = MacAddress::from_bits(first << 40 | 1);

    CHECK(mac.is_group() == (first % 2 == 1));
    CHECK(mac.is_local() == (first / 2 % 2 == 1));
    CHECK(mac.can_be_a_nic() == !mac.is_group());
  }
}

TEST_CASE("no NIC has the MAC address of zeros, nor a group's", "[base]") {
  CHECK(MacAddress{}.is_zero());
  CHECK_FALSE(MacAddress{}.can_be_a_nic());
  CHECK_FALSE(MacAddress("ff:ff:ff:ff:ff:ff").can_be_a_nic());
  CHECK_FALSE(MacAddress("01:80:c2:00:00:0e").can_be_a_nic());
  CHECK(MacAddress("02:00:00:00:00:00").can_be_a_nic());
  CHECK(MacAddress("00:00:00:00:00:01").can_be_a_nic());
}

TEST_CASE("MAC addresses are in order byte by byte", "[base]") {
  const std::vector<MacAddress> in_order = {MacAddress{},   "000000000001", "0000000000FF",
                                            "000000000100", "00306E00000A", "7FFFFFFFFFFF",
                                            "800000000000", "FFFFFFFFFFFF"};

  for (std::size_t i = 0; i < in_order.size(); ++i)
    for (std::size_t j = 0; j < in_order.size(); ++j)
      CHECK((in_order[i] <=> in_order[j]) == (i <=> j));
}

TEST_CASE("only the last 48 bits make a MAC address", "[base]") {
  CHECK(MacAddress::from_bits(0xABCD'00306E4A1B2C) == MacAddress("00306E4A1B2C"));
}
