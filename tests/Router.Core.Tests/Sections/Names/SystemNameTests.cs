using Router.Core.Shapes;
using Router.Documents.Shapes;
using Router.Features.SystemSettings;
using Router.Features.SystemSettings.Build;
using Router.Features.SystemSettings.Checks;
using Router.Testing;

namespace Router.Core.Tests.Sections.Names;

/// <summary>Logins, the router's own name, zones of time.</summary>
public sealed class SystemNameTests
{
    [Theory]
    [InlineData("passwd")]
    [InlineData("group")]
    public void SystemAccounts_AccountsAndGroupsOfTheImage_AreThere(string file)
    {
        var lines = File.ReadAllLines(Path.Combine(Golden.Root(), "firmware", "rootfs", "usr", "share", "router", file))
            .Where(line => line.Length > 0)
            .ToList();
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.True(SystemAccounts.Has(line.Split(':')[0]), line));
    }

    [Fact]
    public void SystemAccounts_GroupsOfRoles_AreThere() =>
        Assert.All(Enum.GetValues<UserRole>(), role => Assert.True(SystemAccounts.Has(Accounts.Group(role))));

    [Theory]
    [InlineData("localhost")]
    [InlineData("localhost.localdomain")]
    [InlineData("router.localhost")]
    [InlineData("10.1.2.3")]
    [InlineData("home.5")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Hostname_ThatTheKernelOrResolversDoNotTake_IsRefused(string name) =>
        Assert.NotNull(((IScalarShape)NameScalars.OwnHostname).Check(name));

    [Theory]
    [InlineData("1")]
    [InlineData("3d")]
    [InlineData("gw.example.net")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb")]
    public void Hostname_UpTo64Bytes_IsTaken(string name) => Assert.Null(((IScalarShape)NameScalars.OwnHostname).Check(name));

    [Theory]
    [InlineData("Europe/Berln", "did you mean Europe/Berlin?")]
    [InlineData("europe/oslo", "did you mean Europe/Oslo?")]
    [InlineData("Oslo", "did you mean Europe/Oslo?")]
    [InlineData("new york", "did you mean America/New_York?")]
    [InlineData("Jappan", "did you mean Japan?")]
    [InlineData("Nowhere/Land of Nod", "for example Europe/Oslo")]
    public void TimeZone_ThatIsNone_IsRefusedWithTheNearest(string zone, string hint)
    {
        IScalarShape shape = NameScalars.TimeZone;
        Assert.Equal("is no zone of the tz database", shape.Check(zone));
        Assert.Equal(hint, shape.HintFor(zone));
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("GMT")]
    [InlineData("Japan")]
    [InlineData("Singapore")]
    [InlineData("CET")]
    [InlineData("EST5EDT")]
    [InlineData("Etc/GMT+5")]
    [InlineData("America/Argentina/Buenos_Aires")]
    public void TimeZone_ZoneOrLink_IsTaken(string zone) => Assert.Null(((IScalarShape)NameScalars.TimeZone).Check(zone));

    /// <summary>With ROUTER_UPDATE_GOLDEN=1 it renews the list from the machine's database.</summary>
    [Fact]
    public void TimeZones_OfTheMachinesDatabase_AreAllThere()
    {
        const string database = "/usr/share/zoneinfo/tzdata.zi";
        Assert.SkipUnless(File.Exists(database), $"{database} is not there");
        var lines = File.ReadAllLines(database);
        var names = lines.Select(line => line.Split(' '))
            .Where(words => words[0] is "Z" or "L")
            .Select(words => words[words[0] == "Z" ? 1 : 2])
            .ToHashSet();
        if (Environment.GetEnvironmentVariable("ROUTER_UPDATE_GOLDEN") == "1" && !names.IsSubsetOf(TimeZones.Names))
        {
            // Zones that a newer database has no more stay: images with an older one have them.
            var text = names.Union(TimeZones.Names)
                .Order(StringComparer.Ordinal)
                .Prepend($"# Zones and links of the tz database, {lines[0].TrimStart('#', ' ')}");
            File.WriteAllText(
                Path.Combine(Golden.Root(), "src", "Router.Core", "Config", "Shapes", "TimeZones.txt"), string.Join('\n', text) + "\n");
            return;
        }
        Assert.Empty(names.Except(TimeZones.Names));
    }
}
