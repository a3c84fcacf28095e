namespace Router.Controller.Operators;

/// <summary>What an operator may do; each stands for itself.</summary>
[Flags]
[GenerateSerializer]
public enum OperatorRoles
{
    None = 0,

    /// <summary>See devices, rollouts and the log.</summary>
    View = 1,

    /// <summary>Order and stop rollouts.</summary>
    Push = 2,

    /// <summary>Let a rollout of somebody else begin, and stop any.</summary>
    Approve = 4,

    /// <summary>Let devices and operators in, and take their certificates from them.</summary>
    Admin = 8,

    All = View | Push | Approve | Admin,
}

/// <summary>Roles as words.</summary>
internal static class RoleWords
{
    /// <summary>Null: one of them is none, or there is none.</summary>
    public static OperatorRoles? Parse(IEnumerable<string> words)
    {
        var roles = OperatorRoles.None;
        foreach (var word in words)
        {
            OperatorRoles? role = word switch
            {
                "view" => OperatorRoles.View,
                "push" => OperatorRoles.Push,
                "approve" => OperatorRoles.Approve,
                "admin" => OperatorRoles.Admin,
                _ => null,
            };
            if (role is null)
                return null;
            roles |= role.Value;
        }
        return roles == OperatorRoles.None ? null : roles | OperatorRoles.View;
    }
}
