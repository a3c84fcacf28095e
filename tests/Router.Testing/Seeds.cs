using System.Globalization;

namespace Router.Testing;

/// <summary>
/// Seeds of the survival tests: the same each time, others by <c>ROUTER_SURVIVAL_SEED</c>, more by <c>ROUTER_SURVIVAL_RUNS</c>.
/// </summary>
public static class Seeds
{
    public const int First = 20261128;

    /// <summary>So many, one after the other, unless the environment says otherwise.</summary>
    public static IEnumerable<int> OfSurvival(int runs) =>
        Enumerable.Range(Number("ROUTER_SURVIVAL_SEED", First), Number("ROUTER_SURVIVAL_RUNS", runs));

    /// <summary>What tries this one again.</summary>
    public static string Again(int seed) => $"ROUTER_SURVIVAL_SEED={seed} ROUTER_SURVIVAL_RUNS=1";

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            ? given
            : otherwise;
}
