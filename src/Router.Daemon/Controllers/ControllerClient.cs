using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Router.Api.Controllers;

namespace Router.Daemon.Controllers;

/// <summary>What a device asks of a controller.</summary>
/// <param name="link">The wire.</param>
/// <param name="url">Where.</param>
/// <param name="authority">In PEM.</param>
/// <param name="identity">In PEM; null: there is none yet.</param>
internal sealed class ControllerClient(IControllerLink link, string url, string authority, string? identity)
{
    private static readonly TimeSpan Answering = TimeSpan.FromSeconds(20);

    public string Url => url;

    /// <summary>Null: there is no other than <paramref name="have"/>.</summary>
    /// <exception cref="ControllerException">It was not reached, or refuses.</exception>
    public async Task<AssignedDocument?> FetchAsync(long have, int waitSeconds, CancellationToken stopping)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"{ControllerPaths.Document}?have={have}&wait={waitSeconds}");
        var answer = await AskAsync(path, null, Answering + TimeSpan.FromSeconds(waitSeconds), stopping);
        return answer.Status == 204 ? null : Read(answer, ControllerJson.Default.AssignedDocument);
    }

    /// <exception cref="ControllerException">It was not reached, or does not believe it.</exception>
    public async Task ReportAsync(RunReport report, CancellationToken stopping) => await AskAsync(
        ControllerPaths.Report, JsonSerializer.Serialize(report, ControllerJson.Default.RunReport), Answering, stopping);

    /// <exception cref="ControllerException">It was not reached, or the token is not good.</exception>
    public async Task<Identity> EnrolAsync(string token, string request, CancellationToken stopping) => Read(
        await AskAsync(
            ControllerPaths.Enrol,
            JsonSerializer.Serialize(new EnrolmentRequest(token, request), ControllerJson.Default.EnrolmentRequest), Answering, stopping),
        ControllerJson.Default.Identity);

    /// <exception cref="ControllerException">It was not reached, or refuses.</exception>
    public async Task<Identity> RenewAsync(string request, CancellationToken stopping) => Read(
        await AskAsync(
            ControllerPaths.Renew,
            JsonSerializer.Serialize(new RenewalRequest(request), ControllerJson.Default.RenewalRequest), Answering, stopping),
        ControllerJson.Default.Identity);

    private async Task<ControllerAnswer> AskAsync(string path, string? body, TimeSpan within, CancellationToken stopping)
    {
        var answer = await link.AskAsync(new ControllerCall(url, path, body, authority, identity, within), stopping);
        return answer.Status is >= 200 and < 300 ? answer : throw new ControllerException(Why(answer));
    }

    private static string Why(ControllerAnswer answer)
    {
        try
        {
            if (JsonSerializer.Deserialize(answer.Body, ControllerJson.Default.ControllerFault) is { } fault)
                return $"the controller refuses: {fault.Error}";
        }
        catch (JsonException)
        {
            // Somebody answers who is no controller.
        }
        return string.Create(CultureInfo.InvariantCulture, $"the controller answers {answer.Status}");
    }

    private static T Read<T>(ControllerAnswer answer, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(answer.Body, type) ?? throw new ControllerException("the controller's answer is empty");
        }
        catch (JsonException e)
        {
            throw new ControllerException($"the controller's answer cannot be read: {e.Message}");
        }
    }
}
