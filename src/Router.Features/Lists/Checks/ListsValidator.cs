using Router.Documents.Checks;
using Router.Features.Configuration;
using Router.Features.Validation;

namespace Router.Features.Lists.Checks;

/// <summary>Lists: not asked for too often, not too long, of use to somebody, and not for domains and addresses at once.</summary>
internal sealed class ListsValidator : SectionValidator
{
    private const long Least = 1 << 10, Most = 256L << 20;

    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(10);

    public ListsValidator() => Check((subject, findings) =>
    {
        var (domains, addresses) = (ListUses.OfDomains(subject.Config), ListUses.OfAddresses(subject.Config));
        foreach (var (name, list) in subject.Config.Services.Lists)
        {
            string[] path = ["services", "lists", name];
            if (list.Every < Shortest)
                findings.Refuse([.. path, "every"], "is more often than who keeps a list wants to be asked", "at least 10m");
            if (list.Largest is < Least or > Most)
                findings.Refuse([.. path, "largest"], "is not between 1KiB and 256MiB", "a list of 200,000 domains has 5MB");
            if (domains.Contains(name) && addresses.Contains(name))
                findings.Refuse(
                    path, "is used for domains (services dns block) and for addresses (firewall sets)",
                    "take one use away: a list is of domains or of addresses");
            if (!domains.Contains(name) && !addresses.Contains(name))
                findings.Advise(
                    path, "nobody uses it, so it is not fetched",
                    $"add {name} at services dns block, or have a set hold it: firewall sets NAME list {name}");
        }
    });
}
