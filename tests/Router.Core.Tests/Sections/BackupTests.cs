using System.Text;
using Router.Core.Boards;
using Router.Documents;
using Router.Features.Composition;
using Router.Features.Configuration;

namespace Router.Core.Tests.Sections;

/// <summary><c>system backup</c>.</summary>
public class BackupTests
{
    private const string Key =
        ", host-key: \"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGhlcmUgYXJlIDMyIGJ5dGVzIG9mIG5vIGtleSEhISEh\"";

    [Theory]
    [InlineData("/media/usb")]
    [InlineData("/media/my stick/router/")]
    [InlineData("/mnt/disk")]
    [InlineData("/data/files/backups")]
    public void Check_FolderThatMayBeMounted_IsTaken(string folder) => Assert.Empty(Problems($"to: \"{folder}\""));

    [Theory]
    [InlineData("/etc")]
    [InlineData("/data/router")]
    [InlineData("/tmp/x")]
    [InlineData("media/usb")]
    [InlineData("/media/")]
    [InlineData("/media/../etc")]
    [InlineData("/media/usb//x")]
    [InlineData("/media/./usb")]
    [InlineData("/media/us\\tb")]
    public void Check_AnyOtherFolder_IsRefused(string folder) =>
        Assert.Equal("system backup to", Assert.Single(Problems($"to: \"{folder}\"")).Path);

    [Theory]
    [InlineData("LABEL=BACKUP", "")]
    [InlineData("LABEL=BACKUP/routers/berlin/", "")]
    [InlineData("sftp://backup@nas.example", Key)]
    [InlineData("sftp://backup@nas.example:2222/routers/berlin", Key)]
    [InlineData("sftp://backup@192.0.2.9//srv/routers", Key)]
    [InlineData("sftp://backup@[2001:db8::9]:2222/routers", Key)]
    public void Check_StickOrServer_IsTakenAndPrintedAsItWas(string place, string key)
    {
        var reading = Checked($"to: \"{place}\"{key}");
        Assert.Empty(reading.Problems);
        Assert.Equal(place.TrimEnd('/'), $"{reading.Config.System.Backup!.To}");
    }

    [Theory]
    [InlineData("LABEL=")]
    [InlineData("LABEL=/routers")]
    [InlineData("LABEL=a b")]
    [InlineData("LABEL=BACKUP/../x")]
    [InlineData("LABEL=BACKUP/a b")]
    [InlineData("sftp://nas.example/routers")]
    [InlineData("sftp://@nas.example")]
    [InlineData("sftp://-oProxyCommand=x@nas.example")]
    [InlineData("sftp://backup@")]
    [InlineData("sftp://backup@-nas")]
    [InlineData("sftp://backup@nas.example:0/x")]
    [InlineData("sftp://backup@nas.example:x/x")]
    [InlineData("sftp://backup@[2001:db8::9/x")]
    [InlineData("sftp://backup@[192.0.2.9]/x")]
    [InlineData("sftp://backup@nas.example/a//b")]
    [InlineData("sftp://backup@nas.example/a\\\"b")]
    [InlineData("scp://backup@nas.example/a")]
    public void Check_PlaceThatIsNone_IsRefused(string place) =>
        Assert.Equal("system backup to", Assert.Single(Checked($"to: \"{place}\"{Key}").Problems).Path);

    [Fact]
    public void Check_ServerWithoutItsKey_IsRefused_AndTheCommandIsNamed()
    {
        var problem = Assert.Single(Problems("to: \"sftp://backup@nas.example/x\""));
        Assert.Equal("system backup", problem.Path);
        Assert.Contains("ssh-keyscan nas.example", problem.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_KeyOfNoServer_IsRefused() =>
        Assert.Equal("system backup host-key", Assert.Single(Problems($"to: /media/usb{Key}")).Path);

    [Fact]
    public void Check_ServerWithoutAPassword_IsAdvised()
    {
        Assert.Contains(Checked($"to: \"sftp://backup@nas.example/x\"{Key}").Advice, advice => advice.Path == "system backup");
        Assert.DoesNotContain(
            Checked($"to: \"sftp://backup@nas.example/x\"{Key}, password: !secret vault").Advice, advice => advice.Path == "system backup");
    }

    [Fact]
    public void Check_NoFolder_IsRefused() => Assert.Equal("system backup", Assert.Single(Problems("password: !secret vault")).Path);

    [Fact]
    public void Check_SecretThatIsNotThere_IsNamedWithTheNearest()
    {
        var problem = Assert.Single(Problems("to: /media/usb, password: !secret volt"));
        Assert.Equal(("system backup password", true), (problem.Path, problem.Hint?.Contains("vault", StringComparison.Ordinal)));
    }

    private static ValueList<Problem> Problems(string backup) => Checked(backup).Problems;

    private static ConfigReading Checked(string backup) => ConfigValidator.Check(
        ConfigReader.Read(Encoding.UTF8.GetBytes($"version: 1\nsystem: {{ backup: {{ {backup} }} }}\n")),
        new Surroundings(BoardFacts.None, ["vault"]));
}
