using System.Text;
using Router.Api.Contract;
using Router.Daemon.Tests.Fakes;

namespace Router.Daemon.Tests;

/// <summary>The value of a secret stays where it is kept: in no answer, event, diff, generation or startup file.</summary>
public class SecretLeakTests
{
    private const string Value = "correct-horse-battery", Other = "purple-monkey-dishes";
    private static readonly string Document = TestRouter.Document(
        "192.168.1.1/24",
        "system: { users: { nas: { role: files, password: !secret nas } } }\nservices: { files: { zones: [lan], shares: { m: { path: m, write: [nas] } } } }\n");

    [Fact]
    public async Task Secret_SetCommittedComparedAndChanged_IsNowhereToBeRead()
    {
        var token = TestContext.Current.CancellationToken;
        await using var router = await new TestRouter().BootAsync();
        var client = router.Connect(null);
        var seen = new StringBuilder();
        await using var events = router.Events.Listen(token).GetAsyncEnumerator(token);
        foreach (var request in (Request[])
        [
            new Request.SetSecret("nas", Value), new Request.CommitFile(Document, null, "first"), new Request.SetSecret("nas", Other),
            new Request.Load(Document.Replace("path: m", "path: n", StringComparison.Ordinal)), new Request.Compare(),
            new Request.Commit(null, "second"),
            new Request.Compare(1), new Request.ShowConfiguration(ConfigurationSource.Running, []), new Request.ShowHistory(),
            new Request.ShowSecrets(), new Request.ShowDrift(),
        ])
        {
            var answer = await client.SendAsync(request, token);
            Assert.False(answer is Response.Failed, $"{answer}");
            seen.AppendLine(request.ToString()).AppendLine(ApiJson.PrintLine(answer));
        }
        for (var commits = 0; commits < 2 && await events.MoveNextAsync(); commits += events.Current.Subject == "commit" ? 1 : 0)
            seen.AppendLine(events.Current.ToString());
        // Where values are kept with their generation they stand as they do below secrets/: for root alone.
        var kept = Directory.GetFiles(Path.Combine(router.StateFolder, "values"));
        Assert.Equal(2, kept.Length);
        Assert.All(kept, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        foreach (var file in Directory.EnumerateFiles(router.StateFolder, "*", SearchOption.AllDirectories).Except(kept))
            seen.AppendLine(await File.ReadAllTextAsync(file, token));
        Assert.Contains("!secret nas", seen.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Value, seen.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Other, seen.ToString(), StringComparison.Ordinal);
    }
}
