using System.Text;
using Router.Core.Planning;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests;

/// <summary>From any router to any other and back, with failures on the way, nothing is left over and nothing lost.</summary>
public sealed class RandomTransactionTests
{
    private const int Ports = 4, Journeys = 10, MostSteps = 40;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Apply_AToBToA_IsAsAtFirst(int seed)
    {
        var random = new Random(seed);
        await using var router = await RouterUnderTest.CreateAsync(Ports);
        for (var journey = 0; journey < Journeys; journey++)
        {
            var (a, b) = (RandomDocument(random), RandomDocument(random));
            await router.ApplyAsync(a);
            var before = await Snapshot.TakeAsync(router);
            var result = await router.TryApplyAsync(b, new FailingApplier(router.Applier, random.Next(MostSteps)));
            if (result is TransactionResult.Failed failed)
            {
                Assert.True(failed.NotUndone.Count == 0, $"{string.Join('\n', failed.NotUndone)}\nfrom\n{a}\nto\n{b}");
                AssertSame(before, await Snapshot.TakeAsync(router), a, b);
                await router.ApplyAsync(b);
            }
            await router.ApplyAsync(a);
            AssertSame(before, await Snapshot.TakeAsync(router), a, b);
        }
    }

    private static void AssertSame(string before, string after, string a, string b)
    {
        var (lost, left) = (before.Split('\n').Except(after.Split('\n')), after.Split('\n').Except(before.Split('\n')));
        if (before != after)
            Assert.Fail($"lost\n{string.Join('\n', lost)}\nleft over\n{string.Join('\n', left)}\nfrom\n{a}\nto\n{b}");
    }

    /// <summary>Ports are alone, in one of two bridges, or off; networks wander between them.</summary>
    private static string RandomDocument(Random random)
    {
        var text = new StringBuilder($"version: 1\nsystem: {{ hostname: r{random.Next(3)} }}\ninterfaces:\n");
        var routes = new StringBuilder();
        var places = Enumerable.Range(0, Ports).ToLookup(_ => random.Next(4), port => $"eth{port}");
        foreach (var place in places.Where(place => place.Key > 0))
        {
            foreach (var ports in place.Key < 3 ? [place.ToList()] : place.Select(port => new List<string> { port }))
                AddInterface(text, routes, place.Key < 3 ? $"br{place.Key}" : $"only-{ports[0]}", ports, random);
        }
        foreach (var port in places[0])
            text.Append($"  off-{port}: {{ device: {port}, enabled: false, mtu: 1500 }}\n");
        return $"{text}{(routes.Length > 0 ? "routes:\n" : "")}{routes}";
    }

    private static void AddInterface(StringBuilder text, StringBuilder routes, string name, List<string> ports, Random random)
    {
        var bridge = name.StartsWith("br", StringComparison.Ordinal);
        var device = bridge ? $"bridge: [{string.Join(", ", ports)}]" : $"device: {ports[0]}";
        var network = (bridge ? 10 : 20) + int.Parse(bridge ? name[2..] : ports[0][3..], System.Globalization.CultureInfo.InvariantCulture);
        var host = random.Next(1, 3);
        var addresses = new List<string> { $"10.{network}.0.{host}/{random.Next(23, 25)}" };
        if (random.Next(2) == 0)
            addresses.Add($"10.{network}.0.{host + 4}/24");
        if (random.Next(2) == 0)
            addresses.Add($"\"2001:db8:{network}::1/{(random.Next(2) == 0 ? 64 : 60)}\"");
        var up = random.Next(4) > 0;
        text.Append(
            $"  {name}: {{ {device}, zone: z{random.Next(2)}, mtu: {(random.Next(2) == 0 ? 1500 : 1400)}, enabled: {(up ? "true" : "false")}, addresses: [{string.Join(", ", addresses)}] }}\n");
        if (random.Next(2) == 0)
            routes.Append(
                $"  172.{16 + random.Next(3)}.{network}.0/24: {{ via: 10.{network}.0.{random.Next(8, 10)}{(random.Next(2) == 0 ? ", metric: 9" : "")} }}\n");
        if (random.Next(3) == 0)
            routes.Append($"  192.168.{network}.0/24: {{ {(random.Next(2) == 0 ? "blackhole: true" : $"interface: {name}")} }}\n");
        if (addresses[^1].StartsWith('"') && random.Next(2) == 0)
            routes.Append($"  \"2001:db8:f{network}::/48\": {{ via: \"2001:db8:{network}::9\" }}\n");
    }
}
