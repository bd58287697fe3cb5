#include "base/mac_list.hpp"

#include "tests/property.hpp"

using namespace giosim;

namespace {

MacAddress mac_number(unsigned number) { return MacAddress::from_bits(0x306E000000u + number); }

}  // namespace

TEST_CASE("a list of MAC addresses keeps their order", "[base]") {
  MacList macs{mac_number(2), mac_number(1)};
  macs.push_back(mac_number(3));

  CHECK(std::vector<MacAddress>(macs) ==
        std::vector{mac_number(2), mac_number(1), mac_number(3)});
  CHECK(macs.front() == mac_number(2));
  CHECK(MacList().empty());
}

TEST_CASE("a list of MAC addresses is the same as a vector after any 10000 histories", "[base]") {
  check_property({.values = 10'000, .size = 60}, [](const std::vector<std::uint8_t>& history) {
    MacList macs;
    std::vector<MacAddress> naive;
    for (const std::uint8_t step : history) {
      if (step % 4 != 0) {
        macs.push_back(mac_number(step % 8u));
        naive.push_back(mac_number(step % 8u));
        continue;
      }
      const auto gone = [&](MacAddress mac) { return mac == mac_number(step / 4 % 8u); };
      erase_if(macs, gone);
      std::erase_if(naive, gone);
      MacList copy = macs;
      copy.push_back(mac_number(9));
      RC_ASSERT(copy.size() == macs.size() + 1);
      RC_ASSERT(std::vector<MacAddress>(macs) == naive);
      macs = std::move(copy);
      naive.push_back(mac_number(9));
    }
    RC_ASSERT(macs == MacList(naive));
    RC_ASSERT(macs.empty() == naive.empty());
  });
}
