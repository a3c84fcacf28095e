using Router.Core.State;
using Router.Image.Root;

namespace Router.Image.Tests.Root;

public sealed class AccountFileTests
{
    [Fact]
    public void Merge_NameInBoth_IsThePackages() =>
        Assert.Equal(
            "root:x:0:0:package\nsquid:x:31:\nadmin:x:100:\n",
            AccountFile.Merge("root:x:0:0:package\nsquid:x:31:\n", "root:x:0:0:ours\nadmin:x:100:\n"));

    [Fact]
    public void Merge_NoLineEnd_EndsEveryLine() => Assert.Equal("a:1\nb:2\n", AccountFile.Merge("a:1", "b:2"));

    [Fact]
    public void Merge_NamePrefixOfAnother_IsAnotherName() => Assert.Equal("ssh:1\nsshd:2\n", AccountFile.Merge("ssh:1\n", "sshd:2\n"));

    [Fact]
    public void WithoutDays_AccountsOfScripts_AreTheSameOnEachDay() =>
        Assert.Equal(
            "root:*::0:::::\nchrony:!::0:99999:7:::\nnobody:*:0:0:99999:7:::\nodd\n",
            AccountFile.WithoutDays("root:*::0:::::\nchrony:!:20785:0:99999:7:::\nnobody:*:0:0:99999:7:::\nodd"));

    [Fact]
    public void Accounts_OfAService_AreLockedAndHaveTheirGroups()
    {
        ServiceAccount[] accounts = [new("lamp", 50, 51) { Home = "/data/lamp", Groups = [new("light", 60)] }];
        Assert.Equal("lamp:x:50:51:lamp:/data/lamp:/sbin/nologin\n", AccountFile.Passwd(accounts));
        Assert.Equal("lamp:x:51:\nlight:x:60:lamp\n", AccountFile.Group(accounts));
        Assert.Equal("lamp:*:0:0:99999:7:::\n", AccountFile.Shadow(accounts));
    }
}
