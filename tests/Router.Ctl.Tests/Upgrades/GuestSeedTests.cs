using Router.Ctl.Upgrades.Rehearsal;
using Router.Documents;
using Router.Fleet.Rehearsals;

namespace Router.Ctl.Tests.Upgrades;

public class GuestSeedTests
{
    private static readonly GuestSeed Seed = new(
        "version: 2\n",
        ValueMap<string, string>.Empty.With("mesh", "a value"),
        ValueMap<string, string>.Empty.With("bad.txt", "10.0.0.0/8\n"),
        [new("eth0", "02:00:00:00:00:01"), new("enp3s0", "02:00:00:00:00:02")]);

    [Fact]
    public void Files_AreWhatTheImageReads() => Assert.Equal(
        [
            KeyValuePair.Create("router.yaml", "version: 2\n"),
            KeyValuePair.Create("secrets/mesh", "a value"),
            KeyValuePair.Create("sets/bad.txt", "10.0.0.0/8\n"),
            KeyValuePair.Create("rehearsal/ports", "02:00:00:00:00:01 eth0\n02:00:00:00:00:02 enp3s0\n"),
            KeyValuePair.Create(
                "rehearsal/questions", "show version --json\nshow configuration --json\ncommit-file --dry-run --json\n"),
        ],
        Seed.Files);

    [Fact]
    public void Size_OfALargeDocument_HasRoomForTheAnswers()
    {
        var large = Seed with { Document = new string('#', 10 << 20) };
        Assert.InRange(large.SizeKiB, (6 * (10 << 10)) + Seed.SizeKiB, int.MaxValue);
    }

    [Fact]
    public void Clash_NamesThatDifferInCaseAlone_AreFound()
    {
        Assert.Null(Seed.Clash);
        Assert.Equal(("secrets/mesh", "secrets/Mesh"), (Seed with { Secrets = Seed.Secrets.With("Mesh", "x") }).Clash);
    }

    [Fact]
    public void Text_HasNoSecret() => Assert.DoesNotContain("a value", Seed.ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("console=ttyS0,115200 console=tty0 quiet panic=5\n", "")]
    [InlineData("router.verity=00ff console=ttyS0 quiet nosmt root=/dev/sda panic=5 mitigations=off", "nosmt mitigations=off")]
    public void EntryWords_Kept_AreThoseThatNameNoSlotDiskOrConsole(string entry, string kept) =>
        Assert.Equal(kept, EntryWords.Kept(entry));
}
