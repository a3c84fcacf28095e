using System.Text.Json;
using Router.Api;
using Router.Api.Contract;
using Router.Api.Edges;
using Router.Daemon.Sessions;
using Router.Daemon.Status;
using Router.Daemon.Status.Firewall;
using Router.Daemon.Status.Frr;
using Router.Daemon.Tests.Fakes;
using Router.Features.SystemSettings;

namespace Router.Daemon.Tests;

/// <summary>The table of requests in src/Router.Api/README.md is what the daemon does.</summary>
public class ContractTests
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

    private static readonly (string User, UserRole Role)[] Users =
        [("eva", UserRole.View), ("oda", UserRole.Operate), ("anna", UserRole.Admin)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Readme_HasEveryRequest_WithTheRoleThatItNeeds()
    {
        var rows = Rows();
        Assert.Equal(
            typeof(Request).GetNestedTypes().Where(t => t.IsSubclassOf(typeof(Request))).Select(t => t.Name).Order(StringComparer.Ordinal),
            rows.Select(row => row.Request.GetType().Name).Order(StringComparer.Ordinal));
        Assert.All(rows, row => Assert.Equal(row.Role, Access.Needed(row.Request).ToString().ToLowerInvariant()));
    }

    [Fact]
    public async Task EveryRequest_IsAnsweredByAHandler_ExceptTheOneThatOpensASession()
    {
        await using var router = new TestRouter();
        Assert.Equal(
            typeof(Request).GetNestedTypes().Where(t => t.IsSubclassOf(typeof(Request))).Select(t => t.Name).Order(StringComparer.Ordinal),
            router.Handlers.Requests.Append(typeof(Request.Hello)).Select(t => t.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void HandlerTable_TwoForTheSameRequest_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new HandlerTable([new FirewallReader(), new BgpReader(), new FirewallReader()]));

    [Fact]
    public async Task EveryRequest_OfEveryRole_IsDeniedWhenTheRoleIsLower_AndOnlyThen()
    {
        await using var router = await new TestRouter().BootAsync();
        var document = TestRouter.Document(
            "192.168.1.1/24",
            $"system:\n  users:\n{string.Concat(Users.Select(u => $"    {u.User}: {{ role: {u.Role.ToString().ToLowerInvariant()}, keys: [\"{Key}\"] }}\n"))}");
        foreach (var (request, needed, _) in Rows().Where(row => row.Request is not (Request.MonitorEvents or Request.MonitorMesh)))
        {
            if (router.Engine.Pending is { } pending)
                await router.Engine.RevertAsync(pending.By);
            router.Engine.Commits.Release(null);
            // What one request does must not decide on the next: all begin with the same configuration.
            await using (var root = router.Connect(null))
                Assert.IsType<Response.Committed>(await root.SendAsync(new Request.CommitFile(document, null, null), Token));
            foreach (var (user, role) in Users)
            {
                await using var client = router.Connect(user);
                var denied = await FirstAsync(client, request) is Response.Failed { Kind: FailureKind.Denied };
                Assert.True(
                    denied == role < Enum.Parse<UserRole>(needed, ignoreCase: true), $"{user} ({role}) and {request}: denied is {denied}");
            }
        }
    }

    private static async Task<Response> FirstAsync(RouterClient client, Request request)
    {
        try
        {
            return request is Request.Ping or Request.TraceRoute or Request.MonitorTraffic
                ? await client.StreamAsync(request, Token).FirstAsync(Token)
                : await client.SendAsync(request, Token);
        }
        catch (DaemonUnreachableException exception)
            when (exception.Message.Contains("is no user of this router", StringComparison.Ordinal))
        {
            return new Response.Failed(FailureKind.Denied, exception.Message, null, []);
        }
    }

    private static List<(Request Request, string Role, string Answer)> Rows()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Router.sln")))
            folder = folder.Parent!;
        return
        [
            .. from line in File.ReadLines(Path.Combine(folder.FullName, "src", "Router.Api", "README.md"))
               where line.StartsWith("| `{\"request\":", StringComparison.Ordinal)
               let cells = line.Split(" | ")
               let request = JsonSerializer.Deserialize(cells[0].Trim('|', ' ', '`'), ApiJson.Request)!
               select (request, cells[1], cells[2].Trim('`')),
        ];
    }
}
