using System.Text.RegularExpressions;
using Router.Core.Boards;
using Router.Core.State;
using Router.Core.Tests.State;
using Router.Core.Values;
using Router.Documents;
using Router.Documents.Checks;
using Router.Features.Building;
using Router.Features.Composition;
using Router.Features.Configuration;
using Router.Features.Firewall.Build;
using Router.Features.Proxy.Build;
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
        var groups = FeatureAccounts.All.SelectMany(account => account.Groups.Select(group => group.Id).Prepend(account.Group)).ToList();
        Assert.Equal(groups.Count, groups.Distinct().Count());
        Assert.All(
            FeatureAccounts.All.Select(account => account.User).Concat(groups),
            number => Assert.True(number is < 100 or >= 700 and < 1000));
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
            // What openssl reads and writes is what others speak of as well.
            .Where(name => name is not ("sh" or "nftables" or "openssl") && !name.StartsWith('@'))
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

    /// <summary>One class, and one entry of the list: all that it needs of others follows, and goes with it.</summary>
    [Fact]
    public void MadeUpFeature_InTheList_HasItsPortServiceAccountPackageAndClash()
    {
        var config = Example.File("home.yaml");
        var context = Example.Context(FakeKernel.WithPorts(3).State);
        var topology = Topology.Resolve(config, context, []);
        FeatureSet without = new([new ProxyFeature()]), with = new([new ProxyFeature(), new MadeUp()]);
        string Rules(FeatureSet features) => RulesetBuilder.Build(config, topology, features.Listeners(config)).ToText();
        List<string> Services(FeatureSet features) => [.. features.Services(new(config, topology, context, [])).Select(s => s.Name)];

        Assert.Contains("\"lan\" . tcp . 3128", Rules(without), StringComparison.Ordinal);
        Assert.DoesNotContain(". udp . 7000", Rules(without), StringComparison.Ordinal);
        Assert.Contains("\"lan\" . udp . 7000", Rules(with), StringComparison.Ordinal);
        Assert.Equal(["squid"], Services(without));
        Assert.Equal(["squid", "lampd"], Services(with));
        Assert.Equal(["squid", "lamp"], with.Packages([]).Common);
        Assert.Equal(["squid", "lamp"], with.Accounts.Select(account => account.Name));
        Assert.Empty(Failures(without, config));
        Assert.Equal(["services made-up: the lamp is dark"], Failures(with, config));

        var clashing = config with { Services = config.Services with { Proxy = config.Services.Proxy! with { Port = 7001 } } };
        Assert.Contains("services proxy port: made-up has port 7001 already", Failures(with, clashing));
        Assert.Empty(Failures(without, clashing));
    }

    [Fact]
    public void ImageWithoutAService_HasNoPackagesOfIt_AndRefusesDocumentsThatHaveIt()
    {
        Assert.Equal(
            [
                "controller", "dns-over-tls", "dnssec", "dynamic-dns", "files", "igmp-proxy", "lists", "log-over-tls", "mdns",
                "pppoe", "proxy",
            ],
            FeaturePackages.Optional.Order(StringComparer.Ordinal));
        Assert.Equal(["squid"], FeaturePackages.All.Common.Except(FeaturePackages.Without(["proxy"]).Common));
        Assert.Equal(["samba"], FeaturePackages.All.Lab.Except(FeaturePackages.Without(["files"]).Lab));
        var around = Surroundings.None with { Board = BoardFacts.None with { Without = ["proxy"] } };
        var home = File.ReadAllBytes(Path.Combine(Root, "configs", "examples", "home.yaml"));
        var problem = Assert.Single(ConfigValidator.Check(home, around).Problems);
        Assert.Equal(("services proxy", "this image was built without proxy"), (problem.Path, problem.Message));
        Assert.Equal("delete services proxy, or install an image that was built with it", problem.Hint);
    }

    [Fact]
    public void BoardWhoseKernelLacksAFeature_IsOfTheListAndRefusesDocumentsThatHaveIt()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Root, "boards"), "board.yaml", SearchOption.AllDirectories))
            Assert.Empty(BoardReader.Read(File.ReadAllBytes(file)).Board!.Lacks.Except(FeaturePackages.Optional));
        var board = BoardReader.Read(File.ReadAllBytes(Path.Combine(Root, "boards", "vm-x86_64", "board.yaml"))).Board!;
        var fibre = File.ReadAllBytes(Path.Combine(Root, "configs", "examples", "fibre.yaml"));
        var problem = Assert.Single(ConfigValidator.Check(fibre, Surroundings.None with { Board = board.Facts }).Problems);
        Assert.Equal(
            ("interfaces wan pppoe", "the kernel of board vm-x86_64 has no pppoe"), (problem.Path, problem.Message));
        Assert.Equal(
            "delete interfaces wan pppoe, or use a board whose board.yaml does not say that it lacks it", problem.Hint);
        var less = FeaturePackages.Without(board.Lacks);
        Assert.Equal(["ppp-daemon", "ppp-pppoe", "!ppp-openrc"], FeaturePackages.All.Alpine.Except(less.Alpine));
        Assert.Equal(["ppp"], FeaturePackages.All.Lab.Except(less.Lab));
    }

    [Fact]
    public void MadeUpFeature_ThatFails_CostsItselfWhereABootGoesOn()
    {
        var config = Example.File("home.yaml");
        var context = Example.Context(FakeKernel.WithPorts(3).State) with { Partial = true };
        var problems = new List<Problem>();
        var input = new BuildInput(config, Topology.Resolve(config, context, []), context, problems);
        Assert.Equal(["squid"], new FeatureSet([new Broken(), new ProxyFeature()]).Services(input).Select(service => service.Name));
        var problem = Assert.Single(problems);
        Assert.Equal(("services broken", "cannot be worked out: no"), (problem.Path, problem.Message));
    }

    private static List<string> Failures(FeatureSet features, RouterConfig config) =>
    [
        .. features.Checks.SelectMany(check => check.Validate(new ValidationSubject(config, Surroundings.None)).Errors)
            .Where(failure => failure.CustomState is Finding { IsAdvice: false })
            .Select(failure => $"{failure.PropertyName}: {failure.ErrorMessage}")
    ];

    private sealed class MadeUp : IFeature
    {
        public string Path => "services made-up";

        public IReadOnlyList<SectionValidator> Checks { get; } = [new Dark()];

        public IEnumerable<Listener> Listeners(RouterConfig config) =>
            [new("made-up", 7000) { Protocol = TransportProtocol.Udp, Zones = ["lan"] }, new("made-up", 7001)];

        public PackageNames Packages { get; } = new() { Common = ["lamp"] };

        public IReadOnlyList<ServiceAccount> Accounts { get; } = [new("lamp", 77, 77)];

        public IEnumerable<DesiredService> Services(BuildInput input) => [new() { Name = "lampd", Running = true }];
    }

    private sealed class Dark : SectionValidator
    {
        public Dark() => Check((_, findings) => findings.Refuse(["services", "made-up"], "the lamp is dark", "light it"));
    }

    private sealed class Broken : IFeature
    {
        public string Path => "services broken";

        public IEnumerable<DesiredService> Services(BuildInput input) => throw new InvalidOperationException("no");
    }
}
