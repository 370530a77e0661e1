namespace Camp.Predict;

/// <summary>Fits a logistic regression by gradient descent: a few lines, no package, the same result everywhere.</summary>
public static class Trainer
{
    private const int Rounds = 400;
    private const double Rate = 0.5;

    /// <summary>Trains a model on customers of whom it is known whether they left.</summary>
    public static ChurnModel Train(string version, IReadOnlyList<(Customer Customer, bool Left)> data)
    {
        var features = Feature.All.Count;
        var means = Each(features, feature => data.Average(one => one.Customer.Values[feature]));
        var scales = Each(features, feature => Math.Sqrt(data.Average(one => Math.Pow(one.Customer.Values[feature] - means[feature], 2))));
        var rows = data.Select(one => (X: Each(features, feature => (one.Customer.Values[feature] - means[feature]) / scales[feature]), one.Left)).ToList();
        var (weights, bias) = (new double[features], 0.0);
        for (var round = 0; round < Rounds; round++)
        {
            var (slopes, slope) = (new double[features], 0.0);
            foreach (var (x, left) in rows)
            {
                var sum = bias + Enumerable.Range(0, features).Sum(feature => weights[feature] * x[feature]);
                var error = (1 / (1 + Math.Exp(-sum))) - (left ? 1 : 0);
                for (var feature = 0; feature < features; feature++)
                    slopes[feature] += error * x[feature];
                slope += error;
            }

            for (var feature = 0; feature < features; feature++)
                weights[feature] -= Rate * slopes[feature] / rows.Count;
            bias -= Rate * slope / rows.Count;
        }

        // Rounded: the last digits of Exp differ between processors, and the file should not.
        return new(version, Rounded(means), Rounded(scales), Rounded(weights), Math.Round(bias, 4));
    }

    /// <summary>The share of customers for whom the model says what happened.</summary>
    public static double Accuracy(ChurnModel model, IReadOnlyList<(Customer Customer, bool Left)> data) =>
        data.Average(one => model.Probability(one.Customer) >= 0.5 == one.Left ? 1.0 : 0.0);

    private static double[] Each(int features, Func<int, double> value) => [.. Enumerable.Range(0, features).Select(value)];

    private static double[] Rounded(double[] values) => [.. values.Select(value => Math.Round(value, 4))];
}
