using System.Net;
using System.Text;
using Router.Core.State;
using Router.Core.Tests.State;
using Router.Core.Values;
using Router.Features.Building;
using Router.Features.Composition;
using Router.Features.Configuration;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Sections.Tunnels;

/// <summary>A router with a line by DHCP, a network inside, and what a test adds below <c>interfaces</c>.</summary>
internal static class TunnelDocuments
{
    private const string Head = """
        version: 2
        interfaces:
          wan: { device: eth0, zone: wan, dhcp: true, ipv6: { prefix: 56 } }
          lan: { device: eth1, zone: lan, addresses: [10.1.0.1/24] }

        """;

    /// <summary>Each line of <paramref name="interfaces"/> is an interface; <paramref name="rest"/> stands behind them.</summary>
    public static string Of(string interfaces, string rest = "") =>
        Head + string.Concat(interfaces.Split('\n').Select(line => $"  {line.Trim()}\n")) + rest;

    /// <summary>Three ports, of which eth0 was given these addresses.</summary>
    public static FakeKernel Kernel(params string[] given)
    {
        var kernel = FakeKernel.WithPorts(3);
        Give(kernel, given);
        return kernel;
    }

    /// <summary>In place of those that eth0 was given before.</summary>
    public static void Give(FakeKernel kernel, params string[] given)
    {
        var addresses = given.Select(text => InterfaceAddress.TryParse(text, out var address) ? address : throw new FormatException(text));
        kernel.State = kernel.State with
        {
            Links = kernel.State.Links.With("eth0", kernel.State.Links["eth0"] with { DynamicAddresses = [.. addresses] }),
        };
    }

    public static DesiredState Build(string document, FakeKernel kernel, Func<string, IPAddress?>? names = null)
    {
        var result = DesiredStateBuilder.Build(
            Example.Read(document), Example.Context(kernel.State) with { Resolve = names ?? (_ => null) });
        Assert.Empty(result.Problems);
        return result.State!;
    }

    /// <summary>Problems, a line each: where, what, and what to do.</summary>
    public static IReadOnlyList<string> Problems(string document) =>
    [
        .. ConfigValidator.Check(Encoding.UTF8.GetBytes(document), Surroundings.None).Problems
            .Select(p => $"{p.Path}: {p.Message} ({p.Hint})"),
    ];
}
