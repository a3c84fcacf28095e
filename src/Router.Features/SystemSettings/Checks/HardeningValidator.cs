using Router.Documents.Checks;
using Router.Features.Validation;

namespace Router.Features.SystemSettings.Checks;

/// <summary>Hardening that would drop what the rest of the document asks for.</summary>
internal sealed class HardeningValidator : SectionValidator
{
    private static readonly string[] Path = ["system", "hardening", "reverse-path"];

    public HardeningValidator() => Check(Strict);

    private static void Strict(ValidationSubject subject, Findings findings)
    {
        if (subject.Config.System.Hardening.ReversePath != ReversePath.Strict)
            return;
        if (subject.Config.Mesh.Count > 0)
            findings.Refuse(Path, "a mesh has ways that differ there and back, and strict drops them", "set it to loose");
        else if (subject.Config.Routing.Rules.Count > 0)
            findings.Advise(Path, "routing rules may send answers another way than strict looks for", "loose is safe with them");
    }
}
