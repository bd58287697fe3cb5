#include "krs/tunables.hpp"

#include "tests/krs/krs_fixture.hpp"

using namespace giosim;
using namespace giosim::krs;

TEST_CASE("T1: gio_portable_image is 0 unless somebody set it", "[krs]") {
  KrsFixture f;

  CHECK_FALSE(f.tunables.portable_image());
  CHECK(f.tunables.value("any_other") == 0);
}

TEST_CASE("T1: a change counts at once", "[krs]") {
  KrsFixture f;

  f.tunables.set(kPortableImage, 1);

  CHECK(f.tunables.portable_image());
  const TunableSet changed = f.facts.only<TunableSet>();
  CHECK(changed.tunable == "gio_portable_image");
  CHECK(changed.from == 0);
  CHECK(changed.to == 1);
}

TEST_CASE("a tunable survives the power once KRS is flushed", "[krs]") {
  KrsFixture f;
  f.tunables.set(kPortableImage, 1);
  CHECK(f.on_disk().empty());

  REQUIRE(f.flush().value());

  Krs next(f.kernel, f.disk, f.trace);
  next.load();
  CHECK(Tunables(next, f.trace).portable_image());
}

TEST_CASE("a tunable that is no number counts as not set", "[krs]") {
  KrsFixture f;
  f.krs.set(Tunables::krs_path(kPortableImage), "one", Half::persistent_half);

  CHECK_FALSE(f.tunables.portable_image());
}
