using Router.Core.State;
using Router.Features.SystemSettings.Checks;
using Router.Features.Validation;

namespace Router.Features.Composition;

/// <summary>No user has the name of an account or group of the image: of a service of ours, of its packages, of the base system.</summary>
internal sealed class AccountValidator : SectionValidator
{
    public AccountValidator(IEnumerable<ServiceAccount> accounts)
    {
        var taken = accounts.SelectMany(account => account.Names).ToHashSet(StringComparer.Ordinal);
        Check((subject, findings) =>
        {
            foreach (var name in subject.Config.System.Users.Keys.Where(name => taken.Contains(name) || SystemAccounts.Has(name)))
                findings.Refuse(["system", "users", name], $"{name} is an account of the system itself", "choose another login name");
        });
    }
}
