using Router.Documents;

namespace Router.Features.Building;

internal static class Secrets
{
    /// <summary>The value of a secret; one that is not there is a problem.</summary>
    public static string? Find(BuildContext context, SecretReference reference, string path, List<Problem> problems)
    {
        var value = context.Secrets.Find(reference.Name);
        if (value is null)
            problems.Add(new Problem(
                path, $"there is no secret {reference.Name} on this device", $"`set secret {reference.Name}` in the console stores it"));
        return value;
    }

    /// <summary>As above; one that <paramref name="check"/> does not like is a problem too, whose text never holds the value.</summary>
    public static string? Find(
        BuildContext context, SecretReference reference, string path, List<Problem> problems, Func<string, string?> check)
    {
        if (Find(context, reference, path, problems) is not { } value || context.SecretsAreStandIns)
            return null;
        if (check(value.Trim()) is not { } wrong)
            return value.Trim();
        problems.Add(
            new Problem(path, $"the secret {reference.Name} {wrong}", $"`set secret {reference.Name}` in the console stores another"));
        return null;
    }
}
