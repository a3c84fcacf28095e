using System.Globalization;
using System.Text;
using Router.Core.Edges;
using Router.Daemon.Controllers;
using Router.Linux.Edges.Processes;

namespace Router.Daemon.Edges;

/// <summary>By curl, as <see cref="CurlSource"/>.</summary>
/// <param name="work">A folder in memory for certificates and the key, for nothing else and for root alone.</param>
/// <param name="disk">Where it is.</param>
internal sealed class ControllerCurl(string work, IDisk disk) : IControllerLink
{
    private const int NotReached = 7, NoName = 6, NotTrusted = 60;

    private string Authority => Path.Combine(work, "ca.pem");

    private string Identity => Path.Combine(work, "identity.pem");

    public async Task<ControllerAnswer> AskAsync(ControllerCall call, CancellationToken stopping)
    {
        try
        {
            disk.MakeFolder(work);
            Write(Authority, call.Authority);
            if (call.Identity is { } identity)
                Write(Identity, identity);
            var (code, said, error) = await ProgramRunner.RunAsync(
                "curl", Arguments(call), call.Body ?? "", stopping, call.Within + TimeSpan.FromSeconds(5));
            return code == 0 ? Answer(said) : throw new ControllerException(Why(code, error));
        }
        catch (Exception e) when (e is ApplyException or IOException)
        {
            throw new ControllerException(e.Message);
        }
    }

    private IEnumerable<string> Arguments(ControllerCall call)
    {
        string[] always =
        [
            "--disable", "--silent", "--show-error", "--globoff", "--proto", "=https", "--tlsv1.2", "--noproxy", "*",
            // The folder is named too, since its default holds the authorities of the world.
            "--cacert", Authority, "--capath", work, "--connect-timeout", "10",
            "--max-time", call.Within.TotalSeconds.ToString("0", CultureInfo.InvariantCulture), "--write-out", "\n%{http_code}",
        ];
        string[] identity = call.Identity is null ? [] : ["--cert", Identity, "--key", Identity];
        string[] body = call.Body is null ? [] : ["--header", "Content-Type: application/json", "--data-binary", "@-"];
        return [.. always, .. identity, .. body, "--", $"{call.Url.TrimEnd('/')}{call.Path}"];
    }

    private static ControllerAnswer Answer(string said)
    {
        var end = said.LastIndexOf('\n');
        return end >= 0 && int.TryParse(said[(end + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            ? new ControllerAnswer(status, said[..end])
            : throw new ControllerException("curl said nothing of the answer");
    }

    private static string Why(int code, string error) => code switch
    {
        NoName or NotReached => $"it is not reached: {error.Trim()}",
        NotTrusted => "whoever answers has no certificate of the authority that ca says",
        _ => error.Trim() is { Length: > 0 } words ? words : $"curl ended with {code}",
    };

    private void Write(string path, string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        if (disk.Read(path) is not { } now || !now.AsSpan().SequenceEqual(bytes))
            disk.Write(path, bytes);
    }
}
