using Router.Documents.Checks;
using Router.Features.Validation;

namespace Router.Features.Controllers.Checks;

/// <summary>A controller that can be reached, and secrets that are there.</summary>
internal sealed class ControllerValidator : SectionValidator
{
    private static readonly string[] Section = ["system", "controller"];

    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1), Longest = TimeSpan.FromDays(1);

    public ControllerValidator()
    {
        Check(Places);
        Check(Secrets);
    }

    private static void Places(ValidationSubject subject, Findings findings)
    {
        if (subject.Config.System.Controller is not { } controller)
            return;
        if (controller.Urls.Count == 0)
            findings.Refuse([.. Section, "urls"], "names no controller", "urls: [https://HOST:8443]");
        if (controller.Every < Shortest || controller.Every > Longest)
            findings.Refuse([.. Section, "every"], "is not between 1m and 1d", "10m is usual: a new document comes at once in any case");
    }

    private static void Secrets(ValidationSubject subject, Findings findings)
    {
        if (subject.Around.SecretNames is not { } known || subject.Config.System.Controller is not { } controller)
            return;
        if (!known.Contains(controller.Identity.Name))
            findings.Unknown([.. Section, "identity"], "secret", controller.Identity.Name, known);
        if (!known.Contains(controller.Authority.Name))
            findings.Unknown([.. Section, "ca"], "secret", controller.Authority.Name, known);
    }
}
