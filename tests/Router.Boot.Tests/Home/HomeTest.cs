using Router.Boot.Tests.Lab;
using Router.Image.Edges;
using Router.Image.Vm.Edges;

namespace Router.Boot.Tests.Home;

/// <summary>What the tests of the shared home router have in common.</summary>
[Collection(HomeCollection.Name)]
public abstract class HomeTest
{
    private readonly HomeLab lab;

    protected HomeTest(HomeLab lab)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "network namespaces want root");
        this.lab = lab;
    }

    protected static CancellationToken Stopping => TestContext.Current.CancellationToken;

    internal Namespace Client => lab.Network.Client;

    internal Namespace Outside => lab.Network.Outside;

    internal SshLogin Login => lab.Router.Login;

    internal async Task<string> RouterAsync(string command) => (await Login.RunAsync(command, Stopping)).OrThrow(command);

    internal static Task<ToolResult> CurlAsync(Namespace from, params string[] arguments) =>
        from.RunAsync(Stopping, ["curl", "-sS", "--max-time", "30", .. arguments]);
}
