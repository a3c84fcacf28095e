using System.Net;
using Router.Controller.Authorities.Edges;
using Router.Controller.Storage;

namespace Router.Controller.Hosting;

/// <summary>The command line: <c>routerctl controller</c> has the help and starts this program.</summary>
internal static class ControllerProgram
{
    private const int Done = 0, Input = 1, Usage = 2, Machine = 3;

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            var settings = Parse(args);
            var folder = new AuthorityFolder(settings.Folder, TimeProvider.System);
            if (folder.Make())
            {
                await Console.Error.WriteLineAsync(
                    $"a new authority is in {settings.Folder}: {folder.AuthorityFile} goes to devices, {folder.AdministratorFile} to the "
                    + "first operator; keep a copy of ca.key and storage.key");
            }
            if (args is ["init", ..])
                return Done;
            await using var app = ControllerHost.Build(settings);
            await ControllerHost.StartAsync(app, settings);
            await Console.Error.WriteLineAsync($"listens on https://{settings.Listen}");
            await app.WaitForShutdownAsync();
            return Done;
        }
        catch (FormatException e)
        {
            await Console.Error.WriteLineAsync($"router-controller: {e.Message}");
            return Usage;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Data.Common.DbException)
        {
            await Console.Error.WriteLineAsync($"router-controller: {e.Message}");
            return e is IOException ? Input : Machine;
        }
    }

    /// <exception cref="FormatException">It is no such command line.</exception>
    internal static ControllerSettings Parse(IReadOnlyList<string> args)
    {
        if (args.Count == 0 || args[0] is not ("run" or "init"))
            throw new FormatException("run or init is missing: routerctl controller run --help");
        string folder = "controller", storage = "file", listen = $"0.0.0.0:{ControllerSettings.UsualPort}", cluster = "127.0.0.1";
        var (hosts, approval) = (new List<string>(), false);
        var (siloPort, gatewayPort) = (ControllerSettings.UsualSiloPort, ControllerSettings.UsualGatewayPort);
        for (var at = 1; at < args.Count; at++)
        {
            string Value() => at + 1 < args.Count ? args[++at] : throw new FormatException($"{args[at]} has no value");
            switch (args[at])
            {
                case "--folder": folder = Value(); break;
                case "--storage": storage = Value(); break;
                case "--listen": listen = Value(); break;
                case "--host": hosts.Add(Value()); break;
                case "--cluster": cluster = Value(); break;
                case "--silo-port": siloPort = Port(Value()); break;
                case "--gateway-port": gatewayPort = Port(Value()); break;
                case "--approval": approval = true; break;
                default: throw new FormatException($"'{args[at]}' is no option");
            }
        }
        return new ControllerSettings
        {
            Folder = folder,
            Storage = StoragePlace.Parse(storage),
            Listen = IPEndPoint.TryParse(listen, out var end) && end.Port > 0
                ? end
                : throw new FormatException($"--listen {listen}: an address and a port, 0.0.0.0:{ControllerSettings.UsualPort}"),
            Hosts = hosts.Count > 0 ? hosts : ["localhost", "127.0.0.1", "::1", Environment.MachineName],
            Cluster = IPAddress.TryParse(cluster, out var address)
                ? address
                : throw new FormatException($"--cluster {cluster}: an address of this machine that the other controllers reach"),
            SiloPort = siloPort,
            GatewayPort = gatewayPort,
            NeedsApproval = approval,
        };
    }

    private static int Port(string text) => ushort.TryParse(text, out var port) && port > 0
        ? port
        : throw new FormatException($"'{text}' is no port");
}
