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

TEST_CASE("T1: 0 that somebody set is not the default of 0", "[krs]") {
  KrsFixture f;
  CHECK(f.tunables.setting(kPortableImage) == Tunables::Setting{0, "Default"});

  f.tunables.set(kPortableImage, 0);
  CHECK(f.tunables.setting(kPortableImage) == Tunables::Setting{0, "0"});

  f.tunables.set(kPortableImage, {1, "2-1"});
  CHECK(f.tunables.setting(kPortableImage) == Tunables::Setting{1, "2-1"});

  f.tunables.set(kPortableImage, Tunables::default_of(kPortableImage));
  CHECK(f.tunables.setting(kPortableImage) == Tunables::Setting{0, "Default"});
}

TEST_CASE("a held value waits for the next boot, and counts there before it is asked for",
          "[krs]") {
  KrsFixture f;
  f.tunables.hold(kPortableImage, {1, "0x1"});
  CHECK(f.facts.only<TunableHeld>().value == 1);
  CHECK_FALSE(f.tunables.portable_image());
  REQUIRE(f.flush().value());

  Krs next(f.kernel, f.disk, f.trace);
  next.load();
  Tunables tunables(next, f.trace);
  CHECK_FALSE(tunables.portable_image());
  tunables.begin_boot();

  CHECK(tunables.setting(kPortableImage) == Tunables::Setting{1, "0x1"});
  CHECK(tunables.at_boot(kPortableImage) == 1);
  CHECK_FALSE(tunables.held(kPortableImage));
  CHECK(next.dirty());
}

TEST_CASE("a default can be held, and a change at once takes back what is held", "[krs]") {
  KrsFixture f;
  f.tunables.set(kPortableImage, 1);

  f.tunables.hold(kPortableImage, Tunables::default_of(kPortableImage));
  CHECK(f.tunables.held(kPortableImage) == Tunables::Setting{0, "Default"});
  f.tunables.hold(kPortableImage, {1, "1"});
  CHECK_FALSE(f.tunables.held(kPortableImage));

  f.tunables.hold(kPortableImage, {0, "0"});
  f.tunables.set(kPortableImage, 1);
  CHECK_FALSE(f.tunables.held(kPortableImage));
  f.tunables.begin_boot();
  CHECK(f.tunables.portable_image());
}

TEST_CASE("a held value that cannot be read is not held", "[krs]") {
  KrsFixture f;
  for (const char* text : {"", "1", "x 1", " 1"}) {
    CAPTURE(text);
    f.krs.set("kc/held/gio_portable_image", text, Half::persistent_half);
    CHECK_FALSE(f.tunables.held(kPortableImage));
  }
}
