using Router.Api.Contract;
using Router.Documents;
using Router.Fleet.Inventories;
using Router.Fleet.Push;

namespace Router.Fleet.Rehearsals;

/// <summary>Asks a router what it is. Nothing is changed there.</summary>
public static class DeviceReader
{
    /// <summary>The kind of links that no configuration made.</summary>
    private const string Physical = "physical";

    /// <exception cref="IOException">It cannot be reached, or does not answer as a router does; the message says to what.</exception>
    public static async Task<DeviceState> ReadAsync(IDeviceConnector connector, Device device, CancellationToken stopping)
    {
        await using var session = await connector.ConnectAsync(device, stopping);
        var version = await AskAsync<Response.Version>(session, "show version", stopping);
        var document = await AskAsync<Response.Document>(session, "show configuration", stopping);
        var links = await AskAsync<Response.Interfaces>(session, "show interfaces", stopping);
        var secrets = await AskAsync<Response.Secrets>(session, "show secrets", stopping);
        var setFiles = await AskAsync<Response.SetFiles>(session, "show set-files", stopping);
        var system = await AskAsync<Response.SystemStatus>(session, "show system", stopping);
        return new DeviceState
        {
            Name = device.Name,
            Document = document.Text,
            SecretNames = [.. secrets.Items],
            SetFileNames = [.. setFiles.Items],
            Cards =
            [
                .. links.Items.Where(link => link.Kind == Physical)
                    .Select(link => new DeviceCard(link.Device, link.Mac, link.Name is not null || link.Bridge is not null)),
            ],
            Board = version.Board,
            Image = version.Image,
            MemoryBytes = system.MemoryTotal,
            Notes = [.. version.Configuration.Notes],
        };
    }

    private static async Task<T> AskAsync<T>(IDeviceSession session, string command, CancellationToken stopping)
        where T : Response
    {
        var answer = await session.RunAsync($"{command} --json", default, stopping);
        if (ApiAnswer.Read<T>(answer.Out) is { } understood)
            return understood;
        var why = ApiAnswer.Read<Response.Failed>(answer.Out)?.Message ?? answer.Error.Trim().Split('\n')[0];
        throw new IOException($"{command} gave no answer of a router{(why.Length > 0 ? $": {why}" : "")}");
    }
}
