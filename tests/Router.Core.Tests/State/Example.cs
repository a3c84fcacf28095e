using System.Text;
using Router.Core.Boards;
using Router.Core.State;
using Router.Documents;
using Router.Features.Building;
using Router.Features.Composition;
using Router.Features.Configuration;
using Router.Testing;
using Router.Testing.Kernel;

namespace Router.Core.Tests.State;

/// <summary>Documents, on a board whose eth0 is the WAN port and eth1, eth2 the LAN ports.</summary>
internal static class Example
{
    public static readonly BoardFacts Board = new("test", new Dictionary<string, ValueList<string>>
    {
        ["wan"] = ["eth0"],
        ["lan"] = ["eth1", "eth2"],
    }.ToValueMap());

    private static readonly MemorySecrets Secrets =
        new(("guest-nas", "correct horse"), ("anna", "battery staple"), ("ben", "purple monkey"), ("scanner", "dish washer"),
            ("dyndns", "open sesame"), ("isp", "gate \"42\\\""), ("tunnel", "sJACMShI4r+9qzNxpmQ5JeZRMb1JhVizzk+Gq0hehkU="));

    public static RouterConfig Read(string yaml)
    {
        var reading = ConfigReader.Read(Encoding.UTF8.GetBytes(yaml));
        Assert.Empty(reading.Problems);
        return reading.Config;
    }

    public static RouterConfig File(string name) =>
        Read(System.IO.File.ReadAllText(Path.Combine(Golden.Root(), "configs", "examples", name)));

    public static BuildContext Context(ObservedState observed) =>
        new(Board, [.. observed.Links.Values], Secrets, BaseAccounts.Minimal) { Salt = _ => "0123456789abcdef" };

    public static DesiredState Desired(RouterConfig config, FakeKernel kernel)
    {
        var result = DesiredStateBuilder.Build(config, Context(kernel.State));
        Assert.Empty(result.Problems);
        return result.State!;
    }
}
