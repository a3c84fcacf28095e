namespace Router.Controller.Operators;

/// <summary>An operator, by name.</summary>
internal interface IOperatorGrain : IGrainWithStringKey
{
    /// <summary>What whoever has this certificate may do; none: it is not this operator's.</summary>
    Task<OperatorRoles> RolesAsync(string thumbprint);

    /// <summary>Takes this certificate for the operator's, and no other.</summary>
    Task AdmitAsync(string thumbprint, OperatorRoles roles);

    /// <summary>The same with all roles, of an operator that was never admitted: the first one.</summary>
    Task AdmitFirstAsync(string thumbprint);

    /// <summary>No certificate is the operator's. False: none was.</summary>
    Task<bool> RevokeAsync();
}
