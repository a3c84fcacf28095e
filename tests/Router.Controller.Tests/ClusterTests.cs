using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using Router.Api.Controllers;
using Router.Fleet.Journals;

namespace Router.Controller.Tests;

/// <summary>Three controllers on one PostgreSQL; some of them are killed.</summary>
public class ClusterTests
{
    private static readonly string[] Names = ["r1", "r2", "r3", "r4"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rollout_GoesOn_WhenTwoOfThreeControllersAreKilledOneAfterTheOther()
    {
        if (PostgresServer.Programs is not { } programs)
        {
            Assert.Skip("PostgreSQL is not installed (Debian: postgresql)");
            return;
        }
        using var scratch = new Scratch();
        using var postgres = new PostgresServer(programs);
        var folders = Folders(scratch.Path);
        List<ControllerProcess> controllers = [];
        List<TryDevice> devices = [];
        try
        {
            foreach (var folder in folders)
            {
                controllers.Add(new ControllerProcess(folder, postgres.Url));
                await controllers[^1].ReadyAsync();
            }
            using var authority = X509CertificateLoader.LoadCertificate(
                X509Certificate2.CreateFromPem(await File.ReadAllTextAsync(Path.Combine(folders[0], "ca.pem"), Token)).RawData);
            var admin = await File.ReadAllTextAsync(Path.Combine(folders[0], "admin.pem"), Token);
            HttpClient At(int controller, string? identity) => TryController.Connect(controllers[controller].Url, authority, identity);

            var identities = new Dictionary<string, string>();
            using (var operatorAt = At(1, admin))
            using (var unknown = At(2, null))
            {
                foreach (var name in Names)
                {
                    using var answer = await operatorAt.PostAsync($"{ControllerPaths.Devices}/{name}/token", null, Token);
                    var token = (await TryController.ReadAsync(answer, ControllerJson.Default.EnrolmentToken)).Token;
                    identities[name] = await TryDevice.EnrolAsync(unknown, token);
                    devices.Add(new TryDevice(name, At(0, identities[name])));
                }
            }
            string id;
            using (var operatorAt = At(0, admin))
            using (var answer = await operatorAt.PostAsJsonAsync(
                ControllerPaths.Rollouts, Orders.For(Names) with { Canary = 1, Wave = 1, WithinSeconds = 600 },
                ControllerJson.Default.RolloutOrder, Token))
                id = (await TryController.ReadAsync(answer, ControllerJson.Default.RolloutStanding)).Id;
            await devices[0].TakeAsync();

            for (var killed = 0; killed < 2; killed++)
            {
                controllers[killed].Kill();
                foreach (var (device, name) in devices.Zip(Names))
                    device.TurnTo(At(killed + 1, identities[name]));
                await InsistAsync(() => devices[killed + 1].TakeAsync());
            }
            await InsistAsync(() => devices[3].TakeAsync());

            using var last = At(2, admin);
            var standing = await InsistAsync(async () =>
            {
                var now = await TryController.GetAsync(
                    last, $"{ControllerPaths.Rollouts}/{id}", ControllerJson.Default.RolloutStanding);
                return now.Stage == "running" ? throw new InvalidOperationException("it is not over yet") : now;
            });
            Assert.Equal("done", standing.Stage);
            Assert.All(standing.Devices, device => Assert.Equal("applied", device.State));

            using var log = await last.GetAsync(ControllerPaths.Audit, Token);
            var lines = await log.Content.ReadAsStringAsync(Token);
            var finding = AuditChain.Verify(lines.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            Assert.Null(finding.BrokenAt);
            Assert.Equal(Names.Length, finding.Entries.Count(entry => entry.Verb == "token"));
            Assert.Contains(finding.Entries, entry => entry.Verb == "rollout" && entry.Detail == $"{id} done");
        }
        finally
        {
            foreach (var device in devices)
                device.Dispose();
            foreach (var controller in controllers)
                controller.Dispose();
        }
    }

    /// <summary>With one authority and one key of the storage.</summary>
    private static string[] Folders(string root)
    {
        string[] folders = [.. Enumerable.Range(1, 3).Select(number => Path.Combine(root, $"c{number}"))];
        new Authorities.Edges.AuthorityFolder(folders[0], TimeProvider.System).Make();
        foreach (var folder in folders.Skip(1))
        {
            Directory.CreateDirectory(folder);
            foreach (var name in new[] { "ca.pem", "ca.key", "storage.key" })
                File.Copy(Path.Combine(folders[0], name), Path.Combine(folder, name));
        }
        return folders;
    }

    /// <summary>As a device does: whatever was lost meanwhile is asked for again.</summary>
    private static async Task<T> InsistAsync<T>(Func<Task<T>> work)
    {
        using var within = CancellationTokenSource.CreateLinkedTokenSource(Token);
        within.CancelAfter(TimeSpan.FromMinutes(5));
        while (true)
        {
            try
            {
                return await work();
            }
            catch (Exception) when (!within.IsCancellationRequested)
            {
                await Task.Delay(500, within.Token);
            }
        }
    }

    private static Task<bool> InsistAsync(Func<Task> work) => InsistAsync(async () =>
    {
        await work();
        return true;
    });
}
