using Router.Api.Controllers;
using Router.Daemon.Controllers;
using Router.Daemon.Edges;
using Router.Daemon.Engine;
using Router.Features.Controllers;

namespace Router.Daemon.Status.Controllers;

/// <summary>
/// Whom to ask, and as whom: as the configuration that runs says. A token is turned into a certificate here, and an old one renewed.
/// </summary>
internal sealed class ControllerDesk(
    IControllerLink link, ControllerFile file, ConfigurationEngine engine, Device device, TimeProvider time)
{
    private int next;

    public ControllerConfig? Config => engine.Running.Content.Config.System.Controller;

    /// <summary>The one that is asked now.</summary>
    public string? Url => Config is { Urls.Count: > 0 } config ? config.Urls[next % config.Urls.Count] : null;

    /// <summary>It did not answer: another one is asked.</summary>
    public void TryNext() => next++;

    /// <exception cref="ControllerException">There is none, a secret is missing, or the token is not good.</exception>
    /// <exception cref="IOException">The certificate cannot be kept.</exception>
    public async Task<ControllerClient> OpenAsync(CancellationToken stopping)
    {
        var (config, url) = (Config, Url);
        if (config is null || url is null)
            throw new ControllerException("the document names no controller");
        var secrets = device.Secrets(engine.Running.Content.Kept);
        var secret = secrets.Find(config.Identity.Name) ?? throw Missing(config.Identity.Name);
        var authority = secrets.Find(config.Authority.Name) ?? throw Missing(config.Authority.Name);
        var identity = file.Read(secret) ?? (IsToken(secret) ? await EnrolAsync(url, authority, secret, stopping) : secret);
        if (ControllerIdentity.IsOld(identity, time.GetUtcNow()))
            identity = await RenewAsync(url, authority, secret, identity, stopping);
        return new ControllerClient(link, url, authority, identity);
    }

    private async Task<string> EnrolAsync(string url, string authority, string token, CancellationToken stopping)
    {
        var (key, request) = ControllerIdentity.New();
        var answer = await new ControllerClient(link, url, authority, null).EnrolAsync(token.Trim(), request, stopping);
        return Keep(token, $"{key}{answer.Certificate}");
    }

    private async Task<string> RenewAsync(string url, string authority, string secret, string identity, CancellationToken stopping)
    {
        var (key, request) = ControllerIdentity.New();
        try
        {
            var answer = await new ControllerClient(link, url, authority, identity).RenewAsync(request, stopping);
            return Keep(secret, $"{key}{answer.Certificate}");
        }
        catch (ControllerException)
        {
            // The old one is good for half of its time yet; what it is asked next fails too, and is told.
            return identity;
        }
    }

    private string Keep(string secret, string pem)
    {
        file.Write(secret, pem);
        return pem;
    }

    private static bool IsToken(string secret) => EnrolmentToken.DeviceIn(secret) is not null;

    private static ControllerException Missing(string name) => new($"the secret {name} is not set");
}
