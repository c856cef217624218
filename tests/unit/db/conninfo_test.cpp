#include "db/conninfo.h"

#include <gtest/gtest.h>

namespace vouch::db {

namespace {

TEST(Conninfo, ShowsNoPasswordInWhateverFormItStands) {
    for (const auto* given :
         {"postgresql://asha:s%40cret@db.bank:5433/audit",
          "postgresql://db.bank:5433/audit?user=asha&password=s%40cret",
          "host=db.bank port=5433 dbname=audit user=asha password='s@cret' sslpassword=s@cret"}) {
        const auto shown = without_secrets(given);
        EXPECT_EQ(shown.find("cret"), std::string::npos) << shown;
        EXPECT_NE(shown.find("db.bank"), std::string::npos) << shown;
    }
    EXPECT_EQ(without_secrets("host=h port=1 dbname=d user=u password=p"), "user=u dbname=d host=h port=1");
    EXPECT_EQ(without_secrets("postgresql://asha:s@cret@db.bank:5433/audit"), "(cannot be read)");
    EXPECT_EQ(without_secrets("host='"), "(cannot be read)");
}

}  // namespace

}  // namespace vouch::db
