using System.Text.RegularExpressions;
using Router.Core.Boards;
using Router.Core.Tests.State;
using Router.Core.Values;
using Router.Documents.Checks;
using Router.Features.Building;
using Router.Features.Composition;
using Router.Features.Configuration;
using Router.Features.Firewall.Build;
using Router.Features.Validation;
using Router.Testing;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Composition;

/// <summary>What follows from the list of features alone.</summary>
public class FeatureTests
{
    private static readonly string Root = Golden.Root();

    [Fact]
    public void Boards_OfTheRepository_NameNoPackageOfAFeature()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Root, "boards"), "board.yaml", SearchOption.AllDirectories))
        {
            var names = BoardReader.Read(File.ReadAllBytes(file)).Board!.Packages;
            Assert.Empty(names.Common.Intersect(FeaturePackages.All.Common));
            Assert.Empty(names.Alpine.Intersect(FeaturePackages.All.Alpine));
            Assert.Empty(names.Lab.Intersect(FeaturePackages.All.Lab));
        }
    }

    [Fact]
    public void Services_OfAllFeatures_AreTheScriptsOfTheFirmware()
    {
        var services = Example.Desired(Example.File("home.yaml"), FakeKernel.WithPorts(3)).Services
            .Select(service => service.Name).Where(name => !name.StartsWith('@')).Select(name => name.Split('.')[0]).Distinct();
        var scripts = Directory.GetFiles(Path.Combine(Root, "firmware", "services")).Select(file => Path.GetFileName(file)!);
        Assert.Equal(scripts.Order(StringComparer.Ordinal), services.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Accounts_OfAllFeatures_AreApartAndNoUserMayHaveTheirNames()
    {
        Assert.Equal(FeatureAccounts.All.Count, FeatureAccounts.All.DistinctBy(account => account.User).Count());
        Assert.All(FeatureAccounts.All.SelectMany(account => account.Names), name =>
        {
            var config = Example.File("home.yaml");
            var with = config with
            {
                System = config.System with { Users = config.System.Users.With(name, config.System.Users.First().Value) }
            };
            var failure = Assert.Single(
                new AccountValidator(FeatureAccounts.All).Validate(new ValidationSubject(with, Surroundings.None)).Errors);
            Assert.Equal(
                $"system users {name}: {name} is an account of the system itself", $"{failure.PropertyName}: {failure.ErrorMessage}");
        });
    }

    /// <summary>A file of a service belongs to accounts that an image has.</summary>
    [Fact]
    public void Owners_OfTheFilesOfAllServices_AreAccountsOfTheImage()
    {
        string[] known = ["root", .. FeatureAccounts.All.SelectMany(account => account.Names)];
        foreach (var service in Example.Desired(Example.File("home.yaml"), FakeKernel.WithPorts(3)).Services)
        {
            var owners = service.Files.Select(file => file.Owner).Concat(service.Directories.Select(folder => folder.Owner));
            Assert.All(
                owners.SelectMany(owner => owner.Split(':')).Where(name => !name.StartsWith("router-", StringComparison.Ordinal)),
                name => Assert.Contains(name, known));
        }
    }

    /// <summary>Strongswan's own protocol is an edge of its own, and a resolver knows that Debian's packages have relatives.</summary>
    [Theory]
    [InlineData("Router.Documents")]
    [InlineData("Router.Core")]
    [InlineData("Router.Linux")]
    public void Sources_OfTheLayersBelow_NameNoServiceProgramAccountOrPackageOfAFeature(string project)
    {
        var services = Example.Desired(Example.File("home.yaml"), FakeKernel.WithPorts(3)).Services;
        var names = services.Select(service => service.Name.Split('.')[0])
            .Concat(services.Where(service => service.Check.Count > 0).Select(service => Path.GetFileName(service.Check[0])))
            .Concat(FeatureAccounts.All.SelectMany(account => account.Names))
            .Concat(FeaturePackages.All.Common.Concat(FeaturePackages.All.Alpine).Concat(FeaturePackages.All.Lab))
            .Where(name => name is not ("sh" or "nftables") && !name.StartsWith('@'))
            .Distinct().ToList();
        Assert.True(names.Count > 20, string.Join(' ', names));
        var words = new Regex($"\\b({string.Join('|', names.Select(Regex.Escape))})\\b", RegexOptions.IgnoreCase);
        var found = Directory.EnumerateFiles(Path.Combine(Root, "src", project), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/Vici/", StringComparison.Ordinal))
            .SelectMany(file => File.ReadLines(file).Where(line => words.IsMatch(line))
                .Select(line => $"{Path.GetRelativePath(Root, file)}: {line.Trim()}"))
            .ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [Fact]
    public void Listener_OfAMadeUpFeature_IsOpenedInItsZonesAndClashesWithOthers()
    {
        var config = Example.File("home.yaml");
        var (feature, topology) = (new MadeUp(), Topology.Resolve(config, Example.Context(FakeKernel.WithPorts(3).State), []));
        Assert.Contains(
            "\"lan\" . udp . 69",
            RulesetBuilder.Build(config, topology, [new Listener("tftp", 69) { Protocol = TransportProtocol.Udp, Zones = ["lan"] }]).Text,
            StringComparison.Ordinal);
        IEnumerable<Listener> With(RouterConfig c) => FeatureList.Listeners(c).Concat(feature.Listeners(c));

        Assert.Contains(
            "\"lan\" . tcp . 3128", RulesetBuilder.Build(config, topology, FeatureList.Listeners(config)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            ". tcp . 7000", RulesetBuilder.Build(config, topology, FeatureList.Listeners(config)).Text, StringComparison.Ordinal);
        Assert.Contains("\"lan\" . tcp . 7000", RulesetBuilder.Build(config, topology, With(config)).Text, StringComparison.Ordinal);

        var clashing = config with { Services = config.Services with { Proxy = config.Services.Proxy! with { Port = 7000 } } };
        var failure = Assert.Single(new ListenerValidator(With).Validate(new ValidationSubject(clashing, Surroundings.None)).Errors);
        Assert.Equal("services proxy port: made-up has port 7000 already", $"{failure.PropertyName}: {failure.ErrorMessage}");
        Assert.IsType<Finding>(failure.CustomState);
    }

    private sealed class MadeUp : IFeature
    {
        public string Path => "services made-up";

        public IEnumerable<Listener> Listeners(RouterConfig config) => [new("made-up", 7000) { Zones = ["lan"] }];
    }
}
